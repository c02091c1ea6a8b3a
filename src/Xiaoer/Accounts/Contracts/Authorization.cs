using Microsoft.AspNetCore.Authorization;

namespace Xiaoer.Accounts.Contracts;

/// <summary>
/// The words endpoints use to say who may call them. <c>{shop:guid}</c> in the route is the shop the permission is asked in: a stranger gets 404,
/// a member without the permission 403.
/// </summary>
internal static class Authorization
{
    /// <summary>Any signed-in person or API key.</summary>
    public const string SignedIn = "signed_in";

    /// <summary>Any signed-in person, no API key.</summary>
    public const string SignedInPerson = "signed_in_person";

    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, string permission) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.AddRequirements(new PermissionRequirement(permission)));

    /// <summary>Anybody who belongs to the shop of the route, with whatever role.</summary>
    public static TBuilder RequireMembership<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.AddRequirements(new PermissionRequirement(null)));

    /// <summary>A permission that only a person can use: an API key has no seat.</summary>
    public static TBuilder RequirePerson<TBuilder>(this TBuilder endpoint, string permission) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.AddRequirements(new PermissionRequirement(permission, PersonOnly: true)));
}

/// <summary>The permission an endpoint asks for in the shop of its route; null: to belong there is enough.</summary>
internal sealed record PermissionRequirement(string? Permission, bool PersonOnly = false) : IAuthorizationRequirement;
