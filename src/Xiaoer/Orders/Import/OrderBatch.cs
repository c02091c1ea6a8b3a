using Xiaoer.Orders.Import.Presets;

namespace Xiaoer.Orders.Import;

/// <summary>A line that was refused, or an order taken with a doubt.</summary>
internal sealed record Finding(string Kind, string Subject, long Line, string Reason, string Text)
{
    public const string Rejected = "rejected";
}

/// <summary>An order as far as a batch has seen it. Customer and time are its first line's.</summary>
internal sealed class PendingOrder(ImportLine first)
{
    private readonly List<ImportLine> _lines = [first];

    public string ExternalId => First.Order;
    public ImportLine First { get; } = first;

    /// <summary>All lines in the order of the file; a line's number is its place here.</summary>
    public IReadOnlyList<ImportLine> Lines => _lines;

    /// <summary>What the file says of it as a whole; null: it only lists lines.</summary>
    public OrderSaid? Said => First.Said ?? _lines.Find(l => l.Said is not null)?.Said;

    public bool HasPurchase => _lines.Exists(l => !l.IsRefund);
    public void Add(ImportLine line) => _lines.Add(line);

    /// <summary>What is doubtful about it, compared with whom the order belongs to and when it was made.</summary>
    public IEnumerable<Finding> Doubts(string? customer, DateTimeOffset at)
    {
        if (_lines.Find(l => l.Customer != customer) is { } other)
            yield return new("two_customers", ExternalId, other.Line, "names two customers; the first was taken", $"{customer ?? "-"} / {other.Customer ?? "-"}");
        if (_lines.Find(l => l.At != at) is { } later)
            yield return new("two_times", ExternalId, later.Line, "has two times; the first was taken", $"{at:u} / {later.At:u}");
        if (First.Rounded) yield return new("rounded", ExternalId, First.Line, Reasons.Rounded, ExternalId);
        foreach (var cut in _lines.Where(l => l.TitleCut))
            yield return new("long_title", $"{ExternalId}:{cut.Line}", cut.Line, "has a description of more than 300 characters; the beginning was taken", cut.Sku);
    }
}

/// <summary>Rows that are committed together. It ends where an order ends, so that an order is rarely in two.</summary>
internal sealed class OrderBatch
{
    private readonly Dictionary<string, PendingOrder> _orders = new(StringComparer.Ordinal);

    public ICollection<PendingOrder> Orders => _orders.Values;
    public List<Finding> Rejected { get; } = [];
    public long Rows { get; private set; }

    /// <summary>The last line of the file that is in here, taken or rejected.</summary>
    public long LastLine { get; private set; }

    public double Fraction { get; set; }

    /// <summary>The file says what orders come to: further lines of one do not add to it.</summary>
    public bool KnowsTotals { get; init; }

    public void Add(ImportLine line)
    {
        Count(line.Line);
        if (_orders.TryGetValue(line.Order, out var order)) order.Add(line);
        else _orders.Add(line.Order, new PendingOrder(line));
    }

    public void Reject(long line, string reason, string text)
    {
        Count(line);
        Rejected.Add(new Finding(Finding.Rejected, $"{line}", line, reason, Values.Cut(text, 500)));
    }

    private void Count(long line)
    {
        Rows++;
        LastLine = line;
    }
}
