using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>Finds orders by their number, whole or from its sixth character on, and by whose they are; the one that was named first, then newest first.</summary>
internal static class SearchOrders
{
    /// <summary>Shorter beginnings have half the shop's orders behind them.</summary>
    private const int ShortestBeginning = 6;
    private const int MostCustomers = 100;

    public static void Map(RouteGroupBuilder search) => search.MapGet("/orders", Handle).RequirePermission(Permissions.ReadOrders)
        .WithSummary("Orders whose number is or begins with q, and orders of the customers that q finds.");

    internal static async Task<Results<Ok<Page<OrderHit>>, ProblemHttpResult>> Handle(
        Guid shop, Caller caller, XiaoerDb db, OrderViews views, CustomerSearch customers, ICustomerConversations conversations,
        [Required, StringLength(SearchQuery.Longest, MinimumLength = 1), PlainText] string q, string? trade_status = null, DateTimeOffset? from = null, DateTimeOffset? to = null,
        string? cursor = null, [Range(1, Page<OrderHit>.MaxLimit)] int limit = 20, CancellationToken ct = default)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        if (!CodeWord.TryRead<TradeStatus>(trade_status, out var status)) return Invalid.Of("trade_status", "There is no such status.");

        var (ofShop, number) = (new ShopId(shop), q.Trim());
        IReadOnlyList<CustomerHit> buyers = caller.May(ofShop, Permissions.ReadCustomers) ? (await customers.Find(ofShop, q, null, MostCustomers, ct)).Hits : [];
        var orders = db.Orders.AsNoTracking().Where(o => o.ShopId == ofShop);
        if (status is { } wanted) orders = orders.Where(o => o.TradeStatus == wanted);
        if (from is { } since) orders = orders.Where(o => o.OrderedAt >= since);
        if (to is { } until) orders = orders.Where(o => o.OrderedAt < until);

        var named = await Named(orders, number, ct);
        var rest = Matching(orders, number, [.. buyers.Select(b => (CustomerId?)new CustomerId(b.Id))]);
        if (named is { } first) rest = rest.Where(o => o.Id != first.Id);
        if (after is { } last) rest = rest.Behind(o => o.OrderedAt, o => o.Id, DateTimeOffset.FromUnixTimeMilliseconds(last.Key), new OrderId(last.Id));
        var rows = await rest.OrderByDescending(o => o.OrderedAt).ThenByDescending(o => o.Id).Take(limit + 1).ToListAsync(ct);

        List<Order> page = [.. rows.Take(limit)];
        var next = rows.Count > limit ? new Cursor(page[^1].OrderedAt.ToUnixTimeMilliseconds(), page[^1].Id.Value).ToString() : null;
        if (after is null && named is not null) page.Insert(0, named);
        var shown = await views.Of(ofShop, page, ct, most: 1);
        var talks = await conversations.Latest(ofShop, caller, [.. page.Select(o => o.CustomerId).OfType<CustomerId>().Distinct()], ct);
        return TypedResults.Ok(new Page<OrderHit>([.. page.Zip(shown, (o, view) => Hit(o, view, number, buyers, talks))], next));
    }

    private static Task<Order?> Named(IQueryable<Order> orders, string number, CancellationToken ct)
    {
        var spellings = new[] { number, number.ToUpperInvariant(), number.ToLowerInvariant() }.Distinct().ToList();
        return orders.Where(o => spellings.Contains(o.ExternalId)).OrderByDescending(o => o.OrderedAt).FirstOrDefaultAsync(ct);
    }

    private static IQueryable<Order> Matching(IQueryable<Order> orders, string number, List<CustomerId?> buyers)
    {
        if (number.Length < ShortestBeginning || CodeOrder.EndOf(number) is not { } end) return orders.Where(o => buyers.Contains(o.CustomerId));
#pragma warning disable CA1309 // the database compares, code by code (SortsByCode)
        return orders.Where(o => buyers.Contains(o.CustomerId) || (string.Compare(o.ExternalId, number) >= 0 && string.Compare(o.ExternalId, end) < 0));
#pragma warning restore CA1309
    }

    private static OrderHit Hit(Order o, OrderView view, string number, IReadOnlyList<CustomerHit> buyers, IReadOnlyDictionary<CustomerId, Guid> talks)
    {
        var isNamed = o.ExternalId.StartsWith(number, StringComparison.OrdinalIgnoreCase);
        var buyer = o.CustomerId is { } customer ? buyers.FirstOrDefault(b => b.Id == customer.Value) : null;
        return new OrderHit(
            view, new MarkedText(o.ExternalId, isNamed ? [new TextRange(0, number.Length)] : []), buyer?.Name,
            o.CustomerId is { } known && talks.TryGetValue(known, out var talk) ? talk : null);
    }
}
