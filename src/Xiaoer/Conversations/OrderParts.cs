using Microsoft.EntityFrameworkCore;
using Xiaoer.Orders.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Conversations;

/// <summary>
/// Orders as messages carry them. A visitor sends only orders of the customer the shop vouched for (P5), an agent only those of the conversation's customer;
/// what the card says comes from the store.
/// </summary>
internal sealed class OrderParts(IServiceScopeFactory scopes)
{
    private const int MostItems = 3;
    private const int MostOrders = 10;

    public async Task<VisitorOrders> Latest(ShopId shop, VisitorId visitor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await CustomerOf(scope, shop, visitor, ct) is not { } customer) return new VisitorOrders([]);
        var orders = await scope.ServiceProvider.GetRequiredService<OrderDirectory>().Latest(shop, customer, MostOrders, ct);
        return new VisitorOrders([.. orders.Select(Part)]);
    }

    public async Task<MessageContent?> OfVisitor(ShopId shop, VisitorId visitor, Guid order, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Content(scope, shop, await CustomerOf(scope, shop, visitor, ct), order, ct);
    }

    public async Task<MessageContent?> OfConversation(ShopId shop, ConversationId conversation, Guid order, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var customer = await scope.ServiceProvider.GetRequiredService<XiaoerDb>().Set<Conversation>().AsNoTracking()
            .Where(c => c.ShopId == shop && c.Id == conversation).Select(c => c.CustomerId).SingleOrDefaultAsync(ct);
        return await Content(scope, shop, customer, order, ct);
    }

    private static async Task<MessageContent?> Content(AsyncServiceScope scope, ShopId shop, CustomerId? customer, Guid order, CancellationToken ct) =>
        customer is { } known && await scope.ServiceProvider.GetRequiredService<OrderDirectory>().Find(shop, known, order, ct) is { } view ? new MessageContent(Order: Part(view)) : null;

    private static Task<CustomerId?> CustomerOf(AsyncServiceScope scope, ShopId shop, VisitorId visitor, CancellationToken ct) =>
        scope.ServiceProvider.GetRequiredService<XiaoerDb>().Set<Visitor>().AsNoTracking().Where(v => v.ShopId == shop && v.Id == visitor && v.Subject != null)
            .Select(v => v.CustomerId).SingleOrDefaultAsync(ct);

    // A message has room for a few lines of an order; the whole of it is with the order.
    private static OrderPart Part(OrderView order) => new(
        order.Id, order.ExternalId, order.TradeStatus, order.Total,
        [.. order.Items.Take(MostItems).Select(i => new OrderPartItem(Cut(i.Title, 100), i.Quantity, i.ImageUrl is { Length: <= 500 } image ? image : null))],
        order.ItemCount, order.OrderedAt);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
