using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Orders;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Conversations;
using Xiaoer.Web.Customers;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Knowledge;

/// <summary>What the open conversation answers to a phrase's variables: who is there, and which of their orders is spoken of.</summary>
internal sealed class PhraseAnswers(OpenConversation open, CustomersClient customers, Session session, Texts texts, TimeProvider time)
{
    private const int MostOrders = 5;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private (Guid Customer, DateTimeOffset At) asked;
    private Task loading = Task.CompletedTask;

    /// <summary>The latest orders of whoever is on the other side, newest first.</summary>
    public IReadOnlyList<OrderView> Orders { get; private set; } = [];

    /// <summary>The order spoken of: the latest, until another is chosen.</summary>
    public OrderView? Order { get; set; }

    public Task Load()
    {
        var customer = open.Row?.CustomerId ?? Guid.Empty;
        if (asked.Customer == customer && time.GetUtcNow() - asked.At < Fresh) return loading;
        if (asked.Customer != customer) (Orders, Order) = ([], null);
        asked = (customer, time.GetUtcNow());
        return loading = customer == Guid.Empty || !session.May(Permissions.ReadOrders) ? Task.CompletedTask : Fetch(customer);
    }

    /// <summary>What is known for this text; an order's product where the text speaks of an order, else what the visitor looks at.</summary>
    public IReadOnlyDictionary<PhraseVariable, string> For(string text)
    {
        var ofOrder = PhraseVariables.In(text).Any(v => v != PhraseVariable.Product && PhraseVariables.NeedsOrder(v));
        var known = new Dictionary<PhraseVariable, string>();
        Know(PhraseVariable.Customer, open.Row is { CustomerId: not null } row ? row.Name : null);
        Know(PhraseVariable.Agent, session.MyName);
        Know(PhraseVariable.Shop, session.Shop?.Name);
        var bought = Order switch
        {
            { Items: [var only], ItemCount: <= 1 } => only.Title,
            { Items: [var first, ..] } several => texts["orders.and_more", first.Title, Math.Max(several.ItemCount, several.Items.Count)],
            _ => null,
        };
        Know(PhraseVariable.Product, ofOrder ? bought : open.View?.Visitor.Product?.Title ?? bought);
        Know(PhraseVariable.Order, Order?.ExternalId);
        Know(PhraseVariable.Amount, Order is { } paid ? Formats.Money(paid.Total) : null);
        Know(PhraseVariable.OrderDate, Order is { } placed ? Day(placed.OrderedAt) : null);
        return known;

        void Know(PhraseVariable variable, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) known[variable] = value;
        }
    }

    // The shop's day, not that of whoever sits somewhere else.
    private string Day(DateTimeOffset at) => ShopTime.Local(at, session.Shop?.TimeZone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task Fetch(Guid customer)
    {
        try
        {
            var page = await customers.Orders(session.ShopId, customer, null, MostOrders);
            if (asked.Customer != customer) return;
            Orders = page.Items;
            Order = Orders.FirstOrDefault(o => o.Id == Order?.Id) ?? (Orders.Count > 0 ? Orders[0] : null);
        }
        catch (ApiFailure) { asked = default; } // then they are asked for by hand
    }
}
