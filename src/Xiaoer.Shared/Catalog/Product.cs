using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Catalog;

public readonly record struct ProductId(Guid Value) : IId<ProductId> { public static ProductId From(Guid value) => new(value); }
public readonly record struct VariantId(Guid Value) : IId<VariantId> { public static VariantId From(Guid value) => new(value); }

/// <summary>Something the shop sells. <see cref="ExternalId"/> is the shop's or platform's own.</summary>
public sealed record ProductView(
    Guid Id, string ExternalId, string Title, string? Category, string? ImageUrl, string? Url, Money Price, IReadOnlyList<VariantView> Variants,
    DateTimeOffset UpdatedAt, int Version);

/// <summary>One size or colour. <see cref="Stock"/>: pieces on hand; empty when the shop does not track it.</summary>
public sealed record VariantView(Guid Id, string Sku, string Name, Money Price, int? Stock);

public sealed record PutProductRequest(
    [property: Required, StringLength(300, MinimumLength = 1), PlainText] string Title, [property: StringLength(100), PlainText] string? Category,
    [property: StringLength(2000), WebAddress] string? ImageUrl, [property: StringLength(2000), WebAddress] string? Url, Money Price,
    [property: MaxLength(500)] IReadOnlyList<PutVariantRequest>? Variants);

public sealed record PutVariantRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Sku, [property: Required, StringLength(200), PlainText] string Name, Money Price,
    [property: Range(0, 100_000_000)] int? Stock);
