using System.Data.Common;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import;

/// <summary>A refund line that has not found its purchase yet.</summary>
internal sealed record WaitingRefund(
    long FileLine, string Document, int Line, Guid? Customer, string Sku, string Title, int Quantity, long UnitPrice, long Amount, DateTimeOffset At);

/// <summary>What customers bought and have not given back: pieces by order and article, money by order.</summary>
internal sealed class Purchases
{
    private readonly Dictionary<(Guid Customer, string Sku), List<Purchase>> _latestFirst = [];
    private readonly Dictionary<Guid, long> _money = [];

    /// <param name="query">Rows of order, customer, article, time, money left, pieces left.</param>
    public static async Task<Purchases> Read(DbCommand query, CancellationToken ct)
    {
        var purchases = new Purchases();
        await using (query)
        await using (var reader = await query.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                purchases.Add(reader.ReadGuid(0), reader.ReadGuid(1), reader.GetString(2), reader.ReadInstant(3), reader.GetInt64(4), Convert.ToInt64(reader.GetValue(5), null));
        purchases.Sort();
        return purchases;
    }

    public void Sort()
    {
        foreach (var ofOne in _latestFirst.Values) ofOne.Sort((a, b) => b.At != a.At ? b.At.CompareTo(a.At) : b.Order.CompareTo(a.Order));
    }

    public void Add(Guid order, Guid customer, string sku, DateTimeOffset at, long money, long pieces)
    {
        if (!_latestFirst.TryGetValue((customer, sku), out var ofOne)) _latestFirst[(customer, sku)] = ofOne = [];
        ofOne.Add(new Purchase(order, at) { Pieces = pieces });
        _money[order] = money;
    }

    /// <summary>The purchase a refund is taken from, reduced by it; null when the customer has none that fits.</summary>
    public Guid? Take(WaitingRefund refund)
    {
        if (refund.Customer is not { } customer || !_latestFirst.TryGetValue((customer, refund.Sku), out var bought)) return null;
        if (bought.Find(p => p.At <= refund.At && p.Pieces >= refund.Quantity && _money[p.Order] >= refund.Amount) is not { } purchase) return null;

        purchase.Pieces -= refund.Quantity;
        _money[purchase.Order] -= refund.Amount;
        return purchase.Order;
    }

    private sealed record Purchase(Guid Order, DateTimeOffset At)
    {
        public long Pieces { get; set; }
    }
}
