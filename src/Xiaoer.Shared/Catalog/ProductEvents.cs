namespace Xiaoer.Shared.Catalog;

/// <summary>Names of what happens to products; listed in <c>docs/events.md</c>.</summary>
public static class ProductEvents
{
    public const string Changed = "product.changed";

    public static IReadOnlyList<string> All { get; } = [Changed];
}

/// <summary><c>product.changed</c>: the shop described it anew. Fetch it for what it is now.</summary>
public sealed record ProductChanged(Guid Id);
