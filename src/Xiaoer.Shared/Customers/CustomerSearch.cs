using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Customers;

/// <summary>A customer that was looked for: by words of name or number, or by a contact given whole.</summary>
/// <param name="Contact">The contact that was asked for, masked; absent when words were found.</param>
public sealed record CustomerHit(Guid Id, MarkedText Name, MarkedText ExternalId, string? Region, string? Tier, string? Contact);
