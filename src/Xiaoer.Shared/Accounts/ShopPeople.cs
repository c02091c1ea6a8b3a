using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Accounts;

/// <summary>A person of a shop as those see them who manage people. <see cref="Version"/> is the ETag.</summary>
public sealed record ShopPersonView(
    Guid Id, string Name, string Email, IReadOnlyList<Role> Roles, IReadOnlyList<Guid> TeamIds, bool Disabled, DateTimeOffset CreatedAt, int Version);

/// <summary>
/// A new person of the shop, with a first password that they change. Without one the address must be of somebody whom the caller manages in another shop:
/// they join this one too.
/// </summary>
public sealed record AddPersonRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name,
    [property: Required, StringLength(254), PlainText] string Email,
    [property: StringLength(128)] string? Password,
    [property: Required, MinLength(1)] IReadOnlyList<Role> Roles,
    [property: Required] IReadOnlyList<Guid> TeamIds,
    [property: RegularExpression(Locales.Pattern)] string? Locale = null);

public sealed record ChangePersonRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name,
    [property: Required, MinLength(1)] IReadOnlyList<Role> Roles,
    [property: Required] IReadOnlyList<Guid> TeamIds,
    [property: JsonRequired] bool Disabled);

public sealed record ResetPasswordRequest([property: Required, StringLength(128)] string Password);

public sealed record ChangePasswordRequest(
    [property: Required, StringLength(128)] string CurrentPassword,
    [property: Required, StringLength(128)] string NewPassword);

/// <summary>What people may change about themselves.</summary>
public sealed record ChangeMyselfRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name,
    [property: Required, RegularExpression(Locales.Pattern)] string Locale);

/// <summary>Characters a password has. No rules about signs: they make passwords worse.</summary>
public static class PasswordLimits
{
    public const int Shortest = 10;
    public const int Longest = 128;
}
