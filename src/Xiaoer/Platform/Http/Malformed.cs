using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;

namespace Xiaoer.Platform.Http;

/// <summary>Requests that cannot be read: which field, never the reader's own words.</summary>
internal static partial class Malformed
{
    public static ProblemDetails Details(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problem.Details("too_large", "The request is too large.", bad.StatusCode),
        StatusCodes.Status415UnsupportedMediaType => Problem.Details("unsupported_media_type", "The body is JSON: Content-Type application/json.", bad.StatusCode),
        StatusCodes.Status408RequestTimeout => Problem.Details("too_slow", "The request came too slowly.", bad.StatusCode),
        _ when bad.InnerException is JsonException json => OfJson(json),
        _ => Problem.Details("bad_request", "The request cannot be read.", StatusCodes.Status400BadRequest),
    };

    /// <summary>The names of broken rules as the API spells them: <c>Items[0].TimeZone</c> is <c>items[0].time_zone</c>.</summary>
    public static void NameFields(ProblemDetails details)
    {
        if (details is not HttpValidationProblemDetails invalid) return;
        invalid.Errors = invalid.Errors
            .GroupBy(e => string.Join('.', e.Key.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)))
            .ToDictionary(g => g.Key, g => g.SelectMany(e => e.Value).ToArray());
    }

    private static ProblemDetails OfJson(JsonException json)
    {
        var field = Field(json);
        if (Missing(json) is { Count: > 0 } missing) return OfMissing(field, missing);

        var unknown = json.Message.Contains("could not be mapped", StringComparison.Ordinal);
        var (code, text) = unknown ? ("unknown_field", "There is no such field.") : ("bad_request", "The JSON cannot be read here.");
        var details = Problem.Details(code, text, StatusCodes.Status400BadRequest);
        details.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [text] };
        return details;
    }

    private static ProblemDetails OfMissing(string path, IReadOnlyList<string> names)
    {
        const string text = "This field is needed.";
        var details = Problem.Details("bad_request", text, StatusCodes.Status400BadRequest);
        details.Extensions["errors"] = names.ToDictionary(name => path == "$" ? name : $"{path}.{name}", _ => new[] { text });
        return details;
    }

    // The reader tells the names in its sentence only: "… was missing required properties including: 'trade_status', 'ordered_at'."
    private static List<string> Missing(JsonException json) =>
        json.Message.Split("missing required properties including:") is [_, var names] ? [.. Quoted().Matches(names).Select(m => m.Groups[1].Value).Distinct()] : [];

    [GeneratedRegex("'([a-z0-9_]+)'")]
    private static partial Regex Quoted();

    // "$.items[0].quantity" as "items[0].quantity", like the paths of broken rules; the whole body is "$".
    private static string Field(JsonException json) =>
        json.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : json.Path ?? "$";
}
