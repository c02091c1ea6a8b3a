using System.Reflection;

namespace Xiaoer.Platform.Http;

/// <summary>
/// A list answers only what it was asked: a filter or sort it does not know is refused instead of silently giving everything (reliability C-07).
/// </summary>
internal static class KnownQuery
{
    public static RouteGroupBuilder RefuseUnknownQuery(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory((context, next) =>
        {
            var known = context.MethodInfo.GetParameters().Select(p => Name(p)).ToHashSet(StringComparer.Ordinal);
            return async invocation => invocation.HttpContext.Request.Query.Keys.FirstOrDefault(k => !known.Contains(k)) is null
                ? await next(invocation)
                : Problem.Of("unknown_parameter", "The query has a parameter that this list does not know.", StatusCodes.Status400BadRequest);
        });
        return group;
    }

    private static string Name(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<Microsoft.AspNetCore.Mvc.FromQueryAttribute>()?.Name ?? parameter.Name ?? "";
}
