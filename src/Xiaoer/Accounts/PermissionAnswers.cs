using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Grants a permission in the shop of the route.</summary>
internal sealed class PermissionCheck : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<Caller>() is { } caller && RouteShop.Of(http) is { } shop
            && (requirement.Permission is { } permission ? caller.May(shop, permission) : caller.In(shop) is not null) && (!requirement.PersonOnly || caller.Person is not null))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>The shop in the address of a request.</summary>
internal static class RouteShop
{
    public static ShopId? Of(HttpContext http) =>
        http.Request.RouteValues.TryGetValue("shop", out var value) && Guid.TryParse(value?.ToString(), out var id) ? new ShopId(id) : null;
}

/// <summary>Refusals: signed out 401, no member of the shop (or no such shop) 404 as if it did not exist, a member without the permission 403. No redirects.</summary>
internal sealed class PermissionAnswers(RefusalLog refusals) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext http, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Succeeded) return next(http);
        if (http.Features.Get<Caller>() is not { } caller) return SignedOut(http);

        if (RouteShop.Of(http) is { } shop && caller.In(shop) is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return Forbidden(policy, caller, http);
    }

    private async Task Forbidden(AuthorizationPolicy policy, Caller caller, HttpContext http)
    {
        await refusals.Note(caller, RouteShop.Of(http), policy.Requirements.OfType<PermissionRequirement>().FirstOrDefault()?.Permission, http.RequestAborted);
        var problem = PersonMissing(policy, caller)
            ? Problem.Of("person_only", "An API key cannot do this; it takes a person.", StatusCodes.Status403Forbidden)
            : Problem.Of("forbidden", "Your roles do not allow this.", StatusCodes.Status403Forbidden);
        await problem.ExecuteAsync(http);
    }

    private static Task SignedOut(HttpContext http)
    {
        if (http.Features.Get<SlowDown>() is not null) return Problem.SlowDown(http, SignInLimits.Window).ExecuteAsync(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private static bool PersonMissing(AuthorizationPolicy policy, Caller caller) =>
        caller.Person is null && policy.Requirements.Any(r => r is PersonRequirement or PermissionRequirement { PersonOnly: true });
}

/// <summary>Somebody signed in, not a program.</summary>
internal sealed class PersonRequirement : AuthorizationHandler<PersonRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PersonRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<Caller>()?.Person is not null) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
