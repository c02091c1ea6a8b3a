namespace Xiaoer.Shared.Orders;

/// <summary>Names of what happens to orders; listed in <c>docs/events.md</c>.</summary>
public static class OrderEvents
{
    public const string Changed = "order.changed";
    public const string ImportFinished = "import.finished";

    public static IReadOnlyList<string> All { get; } = [Changed, ImportFinished];
}

/// <summary><c>order.changed</c>: state, amounts or lines are others now. Fetch the order for what they are.</summary>
public sealed record OrderChanged(Guid Id);

/// <summary><c>import.finished</c>: a file of orders is in; one event a file, none per order.</summary>
public sealed record ImportFinished(Guid Id);
