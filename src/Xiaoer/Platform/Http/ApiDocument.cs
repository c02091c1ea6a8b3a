using Microsoft.AspNetCore.OpenApi;

namespace Xiaoer.Platform.Http;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, shown by the reading page <c>/docs</c>.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Xiaoer 店小二";
            document.Info.Version = "v1";
            document.Info.Description =
                "Everything a person can do in the console. Ids are UUIDs, times ISO 8601 UTC, money is an amount as text with its currency. "
                + "Send an API key as `Authorization: Bearer xk_…`. Lists answer `items` and `next`; send `next` back as `cursor`. "
                + "Refusals are `application/problem+json` with a stable `code`.";
            return Task.CompletedTask;
        });
    }
}
