using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using static Xiaoer.Tests.Conversations.Rows;

namespace Xiaoer.Tests.Customers;

/// <summary>What counts together, and what is new enough to be shown again.</summary>
public class WarningRulesTests
{
    [Fact]
    public void Orders_to_one_place_make_a_lot_and_a_lonely_one_makes_none()
    {
        var lots = WarningRules.Lots([(Order(3), "a"), (Order(1), "a"), (Order(2), "b"), (Order(4), null), (Order(5), null)]);

        lots.Select(l => (l.SameAddress, string.Join(',', l.Orders.Select(o => o.ExternalId)))).ShouldBe([(true, "o-1,o-3"), (false, "o-4,o-5")]);
        WarningRules.Lots([(Order(1), "a"), (Order(2), "b"), (Order(3), null)]).ShouldBeEmpty();
    }

    [Fact]
    public void A_warning_put_aside_comes_back_with_something_new()
    {
        var once = Same(Other(1, SameBy.Phone));
        var dismissed = WarningRules.Evidence(once).ToHashSet();

        WarningRules.Shows(once, new HashSet<string>()).ShouldBeTrue();
        WarningRules.Shows(once, dismissed).ShouldBeFalse();
        WarningRules.Shows(Same(Other(1, SameBy.Phone, SameBy.Address)), dismissed).ShouldBeTrue("the address is new");
        WarningRules.Shows(Same(Other(1, SameBy.Phone), Other(2, SameBy.Email)), dismissed).ShouldBeTrue("the other account is new");
        WarningRules.Shows(Same(), dismissed).ShouldBeFalse();
    }

    [Theory]
    [InlineData("爱砍价", "  爱砍价 ", true)]
    [InlineData("VIP  客户", "vip 客户", true)]
    [InlineData("VIP", "V IP", false)]
    public void Tags_are_one_when_people_would_say_they_are(string one, string other, bool same) => (LabelRules.KeyOf(one) == LabelRules.KeyOf(other)).ShouldBe(same);

    private static OpenOrder Order(int n) => new(Id(n), $"o-{n}", Money.Cny(100), 1, Noon.AddMinutes(n));

    private static OtherAccount Other(int n, params SameBy[] by) => new(Id(n), "x", "x", null, null, by);

    private static CustomerWarningView Same(params OtherAccount[] others) => new(CustomerWarningKind.SamePerson, others, []);
}
