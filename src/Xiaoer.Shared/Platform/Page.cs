namespace Xiaoer.Shared.Platform;

/// <summary>One page of a list. <see cref="Next"/> is opaque: send it back as <c>cursor</c>; absent on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
}
