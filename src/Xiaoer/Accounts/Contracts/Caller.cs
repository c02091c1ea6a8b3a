using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>
/// Who makes a request and what they may do: a signed-in person or an API key. Resolved per request from the store (briefly cached), never from
/// the cookie alone. Handlers take it as a parameter; row access goes through <c>VisibleTo(caller)</c>.
/// </summary>
internal sealed record Caller(PersonId? Person, ApiKeyId? ApiKey, SessionId? Session, string Name, IReadOnlyDictionary<ShopId, ShopGrant> Shops)
{
    /// <summary>The person's <c>AccessVersion</c> as it was when this was read: a live connection opened with an older one is closed.</summary>
    public int AccessVersion { get; init; }

    /// <summary>The person; endpoints that need one (a seat, a claim) refuse API keys with 403 before asking.</summary>
    public PersonId Agent => Person ?? throw new InvalidOperationException("An API key is nobody in particular.");

    /// <summary>Whom the audit log and events name.</summary>
    public Guid Actor => Person?.Value ?? ApiKey!.Value.Value;

    public bool May(ShopId shop, string permission) => Shops.TryGetValue(shop, out var grant) && grant.Permissions.Contains(permission);

    public ShopGrant? In(ShopId shop) => Shops.GetValueOrDefault(shop);

    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Features.Get<Caller>());
}

/// <summary>What a caller has in one shop. <see cref="AllTeams"/>: leads and keys see every team, others their own.</summary>
internal sealed record ShopGrant(ShopId Shop, IReadOnlyList<Role> Roles, IReadOnlySet<string> Permissions, IReadOnlySet<TeamId> Teams, bool AllTeams)
{
    public bool Sees(TeamId team) => AllTeams || Teams.Contains(team);
}
