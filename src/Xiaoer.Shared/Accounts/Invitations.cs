using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Accounts;

/// <summary>A colleague who was asked to join and has not answered yet.</summary>
public sealed record InvitationView(
    Guid Id, string Email, IReadOnlyList<Role> Roles, IReadOnlyList<Guid> TeamIds, string InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

public sealed record InviteRequest(
    [property: Required, StringLength(254), PlainText] string Email,
    [property: Required, MinLength(1)] IReadOnlyList<Role> Roles,
    [property: Required] IReadOnlyList<Guid> TeamIds);

/// <summary>An invitation with the link to hand over, which is shown this once; another can be made.</summary>
public sealed record InvitationLink(InvitationView Invitation, string Link);

/// <param name="Token">The part of the link behind the #.</param>
public sealed record InvitationToken([property: Required, StringLength(100)] string Token);

/// <summary>What the page behind the link says first.</summary>
/// <param name="HasAccount">The address signs in to another shop here already: its password is asked for, none is chosen.</param>
public sealed record InvitationOffer(string ShopName, string InvitedBy, string Email, bool HasAccount);

/// <summary>A new account for an invitation; who has one signs in and joins with the token alone.</summary>
/// <param name="Name">What customers and colleagues see.</param>
public sealed record AcceptInvitationRequest(
    [property: Required, StringLength(100)] string Token,
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name,
    [property: Required, StringLength(128)] string Password,
    [property: Required, RegularExpression(Locales.Pattern)] string Locale);
