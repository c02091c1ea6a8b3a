namespace Xiaoer.Shared.Orders;

/// <summary>Names of what happens to orders; listed in <c>docs/events.md</c>.</summary>
public static class OrderEvents
{
    public const string Changed = "order.changed";
    public const string ImportFinished = "import.finished";
    public const string ImportUndone = "import.undone";

    public static IReadOnlyList<string> All { get; } = [Changed, ImportFinished, ImportUndone];
}

/// <summary><c>order.changed</c>: state, amounts or lines are others now. Fetch the order for what they are.</summary>
public sealed record OrderChanged(Guid Id);

/// <summary><c>import.finished</c>: a file of orders, customers or products is in; one event a file, none per row.</summary>
public sealed record ImportFinished(Guid Id);

/// <summary><c>import.undone</c>: what a file brought has been taken back, as far as nobody has changed it since.</summary>
public sealed record ImportUndone(Guid Id);
