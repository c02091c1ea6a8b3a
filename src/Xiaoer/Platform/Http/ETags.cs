using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Xiaoer.Platform.Http;

/// <summary>Versions as entity tags: version 3 is <c>"3"</c>. Whoever sends an older one in <c>If-Match</c> gets 412 and changes nothing.</summary>
internal static class ETags
{
    public static void SetETag(this HttpContext http, int version) => http.Response.Headers.ETag = Of(version);

    /// <summary>The refusal when the request wants to change another version than this one, else null.</summary>
    public static ProblemHttpResult? Stale(this HttpContext http, int version)
    {
        var wanted = http.Request.Headers.IfMatch;
        if (wanted.Count == 0) return null;

        var tags = wanted.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return tags.Any(tag => tag == "*" || tag == Of(version)) ? null : TypedResults.Problem(Lost(http));
    }

    /// <summary>What losing a race to save is answered with: 412 for those who named a version, 409 for the others.</summary>
    public static ProblemDetails Lost(HttpContext http) => http.Request.Headers.IfMatch.Count > 0
        ? Problem.Details("precondition_failed", "It is not what If-Match says any more. Load it again.", StatusCodes.Status412PreconditionFailed)
        : Problem.Details("stale", "Someone else was faster. Load it again.", StatusCodes.Status409Conflict);

    private static string Of(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
}
