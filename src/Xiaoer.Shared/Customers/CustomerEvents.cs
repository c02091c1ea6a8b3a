namespace Xiaoer.Shared.Customers;

/// <summary>Names of what happens to customers; listed in <c>docs/events.md</c>.</summary>
public static class CustomerEvents
{
    public const string Changed = "customer.changed";

    public static IReadOnlyList<string> All { get; } = [Changed];
}

/// <summary><c>customer.changed</c>: name, contact data, notes, tags, groups or importance are others now, or a warning was put aside. Fetch the customer for what they are.</summary>
public sealed record CustomerChanged(Guid Id);
