using Microsoft.AspNetCore.Http.HttpResults;

namespace Xiaoer.Platform.Http;

/// <summary>What attributes on a request cannot say, answered in their shape: 400 with the field's path.</summary>
internal static class Invalid
{
    public static ProblemHttpResult Of(IReadOnlyDictionary<string, string> fields) =>
        TypedResults.Problem(new HttpValidationProblemDetails(fields.ToDictionary(f => f.Key, f => new[] { f.Value })) { Status = StatusCodes.Status400BadRequest });

    public static ProblemHttpResult Of(string field, string text) => Of(new Dictionary<string, string> { [field] = text });
}
