using Xiaoer.Customers.Contracts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Orders.Import;

/// <summary>The ids of the customers a file names, new ones made on the way. Remembers the latest, so that most batches ask for few.</summary>
internal sealed class ImportCustomers(CustomerIntake intake, ImportContext context)
{
    private const int Bound = 100_000;
    private readonly Dictionary<string, CustomerId> _known = new(StringComparer.Ordinal);

    public async Task Learn(IEnumerable<PendingOrder> orders, CancellationToken ct)
    {
        if (_known.Count > Bound) _known.Clear();
        var unknown = new Dictionary<string, FileBuyer>(StringComparer.Ordinal);
        foreach (var order in orders)
            if (order.First.Customer is { } customer && !_known.ContainsKey(customer)) unknown.TryAdd(customer, order.First.Buyer ?? Numbered(order.First));
        if (unknown.Count == 0) return;

        foreach (var (key, id) in await intake.Take(context.Shop, unknown.Values, context.Run, ct)) _known[key] = id;
    }

    public Guid? this[string? customer] => customer is null ? null : _known[customer].Value;

    /// <summary>After a transaction that did not come about.</summary>
    public void Forget() => _known.Clear();

    private static FileBuyer Numbered(ImportLine line) => new(line.Order, null, line.Region, "", "", null) { Number = line.Customer! };
}
