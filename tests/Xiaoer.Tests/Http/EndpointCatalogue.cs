using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Http;

/// <summary>One endpoint of the running program and the word for who may call it.</summary>
internal sealed record CataloguedEndpoint(string Method, string Pattern, string Access)
{
    public override string ToString() => $"{Method} {Pattern} → {Access}";

    /// <summary>The permission in the word, or null.</summary>
    public string? Permission => Access.Split(' ') is [_, var permission] ? permission : null;

    public bool OfShop => Pattern.Contains("{shop:guid}", StringComparison.Ordinal);
    public bool PersonOnly => Access.StartsWith("person", StringComparison.Ordinal);
}

/// <summary>Reads from the running program what it answers to, and to whom.</summary>
internal static class EndpointCatalogue
{
    public static async Task<IReadOnlyList<CataloguedEndpoint>> Read(XiaoerApp app)
    {
        var policies = app.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        List<CataloguedEndpoint> endpoints = [];
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            // The built files of console and widget are for everybody and change their names with every build.
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText is "{**path:file}") continue;
            var access = await Access(endpoint, policies);
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"];
            endpoints.AddRange(methods.Select(m => new CataloguedEndpoint(m, "/" + endpoint.RoutePattern.RawText!.Trim('/'), access)));
        }
        return [.. endpoints.DistinctBy(e => e.ToString()).OrderBy(e => e.Pattern, StringComparer.Ordinal).ThenBy(e => e.Method, StringComparer.Ordinal)];
    }

    private static async Task<string> Access(RouteEndpoint endpoint, IAuthorizationPolicyProvider policies)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return "anonymous";
        var policy = await AuthorizationPolicy.CombineAsync(
            policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
        if (policy is null) return "UNGUARDED";
        if (policy.Requirements.OfType<PermissionRequirement>().FirstOrDefault() is { } permission)
            return string.IsNullOrEmpty(permission.Permission) ? "member" : $"{(permission.PersonOnly ? "person" : "anybody")} {permission.Permission}";
        var names = policy.Requirements.Select(r => r.GetType().Name).ToList();
        if (policy.AuthenticationSchemes.Any(s => s.Contains("visitor", StringComparison.OrdinalIgnoreCase))) return "visitor";
        return names.Contains("PersonRequirement") ? "person" : "signed_in";
    }
}
