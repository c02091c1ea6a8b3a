using Xiaoer.Conversations.Views;
using Xiaoer.Customers;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Cli.Demo.History;

/// <summary>How the demo shop's people have sorted their customers: tags, groups, importance, a twin's account, a view of the list.</summary>
internal static class Care
{
    private static readonly (LabelKind Kind, string Name, LabelColor Color, int Every)[] Labels =
    [
        (LabelKind.Tag, "爱砍价", LabelColor.Amber, 7), (LabelKind.Tag, "尺码纠结", LabelColor.Blue, 9), (LabelKind.Tag, "要发票", LabelColor.Grey, 13),
        (LabelKind.Tag, "投诉过", LabelColor.Red, 29), (LabelKind.Group, "老客户", LabelColor.Green, 5), (LabelKind.Group, "年会团购", LabelColor.Grey, 31),
    ];

    public static IEnumerable<object> Make(Chance chance, IReadOnlyList<Customer> customers, DateTimeOffset now)
    {
        var (at, by) = (now.AddDays(-60), DemoShop.People[1].Id.Value);
        foreach (var (kind, name, color, every) in Labels)
        {
            var label = new CustomerLabel(DemoShop.Shop, chance.Id(at), kind, name, color, at);
            yield return label;
            foreach (var customer in customers.Where((_, i) => i % every == 0)) yield return new LabelledCustomer(DemoShop.Shop, label.Id, customer.Id, by, at);
        }

        foreach (var (customer, i) in customers.Select((c, i) => (c, i)).Where(c => c.i < 6 || c.i % 17 == 0))
        {
            customer.Rank(i % 3 == 0 ? Importance.Key : Importance.Watch, null, at);
            customer.TakeRaised();
        }

        var view = new SavedView(DemoShop.Shop, chance.Id(at), null, at);
        view.Describe(new SaveViewRequest("等了 3 分钟以上", true, true, new InboxConditions(InboxFilter.All, WaitingSeconds: 180)), null);
        yield return view;
    }

    /// <summary>Two accounts an eye takes for one: the digits of the one are letters in the other.</summary>
    public static void MakeTwins(IReadOnlyList<Customer> customers, DateTimeOffset now)
    {
        foreach (var (index, account) in new[] { (0, "yunyun_0089"), (40, "yunyun_OO89") })
        {
            customers[index].Learn(new Contact(IdentityKind.Platform, account, account, Verified: true), "taobao", null, now.AddDays(-30));
            customers[index].TakeRaised();
        }
    }
}
