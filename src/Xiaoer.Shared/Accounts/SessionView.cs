using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Accounts;

/// <summary>Who is signed in, what they may do where, and the token that unsafe requests carry in <c>X-XSRF-TOKEN</c>.</summary>
public sealed record SessionView(PersonView Person, IReadOnlyList<ShopAccess> Shops, string AntiforgeryToken);

public sealed record PersonView(Guid Id, string Name, string Email, string Locale, bool Disabled);

/// <summary>One shop as the signed-in person sees it. <see cref="TeamIds"/>: the teams whose queues are theirs.</summary>
public sealed record ShopAccess(
    Guid Id, string Name, string Currency, string TimeZone, IReadOnlyList<Role> Roles, IReadOnlyList<string> Permissions,
    IReadOnlyList<TeamView> Teams, IReadOnlyList<Guid> TeamIds);

/// <summary>A team. <see cref="WaitSeconds"/>: after how long a waiting customer is told to its people; empty: as usual.</summary>
public sealed record TeamView(Guid Id, string Name, int? WaitSeconds = null);

public sealed record SignInRequest(
    [property: Required, StringLength(254), PlainText] string Email,
    [property: Required, StringLength(128)] string Password);

/// <summary>A colleague as agents see one: who can take a transfer, whose words these were.</summary>
public sealed record ColleagueView(Guid Id, string Name, IReadOnlyList<Role> Roles, IReadOnlyList<Guid> TeamIds, bool Disabled, int Open, int Capacity);

/// <summary>A sign-in on some browser; ending it closes its pages' live connections within seconds.</summary>
public sealed record SessionEntry(Guid Id, string Device, string Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool Current);
