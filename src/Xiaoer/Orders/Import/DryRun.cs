using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>Counts what an import would do, without a store.</summary>
internal sealed class DryRun
{
    private readonly Dictionary<string, (string? Customer, DateTimeOffset At, bool Counted)> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _customers = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _warned = [];
    private long _rows, _purchases, _items, _guests, _refunds, _rejected;

    public List<Finding> Findings { get; } = [];

    public void Add(OrderBatch batch)
    {
        _rows += batch.Rows;
        _rejected += batch.Rejected.Count;
        Findings.AddRange(batch.Rejected);
        foreach (var order in batch.Orders)
        {
            var seen = _orders.TryGetValue(order.ExternalId, out var known) ? known : (order.First.Customer, order.First.At, false);
            if (seen.Item1 is { } customer) _customers.Add(customer);
            foreach (var doubt in order.Doubts(seen.Item1, seen.Item2))
                if (_warned.Add((doubt.Kind, doubt.Subject))) Findings.Add(doubt);

            if (order.HasPurchase && !seen.Item3)
            {
                _purchases++;
                if (seen.Item1 is null) _guests++;
            }

            _orders[order.ExternalId] = (seen.Item1, seen.Item2, seen.Item3 || order.HasPurchase);
            var refunds = order.Lines.Count(l => l.IsRefund);
            _refunds += refunds;
            _items += order.Lines.Count - refunds;
        }
    }

    public ImportReport Report(string? rejectsFile, double seconds) =>
        new(_rows, _purchases, _items, _customers.Count, _guests, _refunds, _warned.Count, _rejected, 0, 0, 0, rejectsFile, seconds);
}
