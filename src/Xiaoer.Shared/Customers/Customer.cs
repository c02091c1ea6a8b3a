using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Customers;

public readonly record struct CustomerId(Guid Value) : IId<CustomerId> { public static CustomerId From(Guid value) => new(value); }

/// <summary>How somebody is known: a platform account, a phone number, a mail address, the shop's own customer number.</summary>
public enum IdentityKind { Shop, Platform, Phone, Email }

/// <summary>A known buyer, contact data masked (138****2071) unless asked for with a reason.</summary>
/// <param name="Notes">The latest ones, pinned ones first, then newest first; none in lists.</param>
public sealed record CustomerView(
    Guid Id, string ExternalId, string Name, string? Region, string? Tier, IReadOnlyList<IdentityView> Identities, IReadOnlyList<CustomerNoteView> Notes,
    OrderSummary Orders, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    public Importance Importance { get; init; }

    /// <summary>Tags and groups somebody has put the customer under, tags first, each by name.</summary>
    public IReadOnlyList<LabelView> Labels { get; init; } = [];
}

/// <summary>The value is masked when <see cref="Masked"/>. <see cref="Verified"/>: proven by the shop's signature or the platform.</summary>
public sealed record IdentityView(IdentityKind Kind, string Source, string Value, bool Masked, bool Verified);

public sealed record CustomerNoteView(Guid Id, string Text, string AuthorName, DateTimeOffset At)
{
    /// <summary>Stands above the others until somebody takes it down.</summary>
    public bool Pinned { get; init; }
}

/// <summary>A customer's orders in figures, in the shop's currency.</summary>
public sealed record OrderSummary(int Count, Money Total, DateTimeOffset? FirstAt, DateTimeOffset? LastAt);

public sealed record AddCustomerNoteRequest([property: Required, StringLength(2000, MinimumLength = 1), PlainText(Multiline = true)] string Text);

public sealed record PutCustomerRequest(
    [property: Required, StringLength(200, MinimumLength = 1), PlainText] string Name, [property: StringLength(200), PlainText] string? Region,
    [property: StringLength(32), PlainText] string? Phone, [property: StringLength(254), PlainText] string? Email);

/// <summary>Put a note above the others, or back among them.</summary>
public sealed record PinNoteRequest(bool Pinned);

/// <summary>Show contact data in full. The reason is kept in the audit log with who looked.</summary>
public sealed record UnmaskRequest([property: Required, StringLength(300, MinimumLength = 2), PlainText] string Reason);
