using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Shows what was found in a file and how its first rows would be read, before anything is imported.</summary>
internal static class PreviewImport
{
    public static void Map(RouteGroupBuilder imports) =>
        imports.MapGet("/{id:guid}/preview", Handle).RequirePermission(Permissions.RunImports).WithSummary("The file as it would be read: preset, columns, first rows, what is missing.");

    internal static async Task<Results<Ok<ImportPreview>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, Caller caller, XiaoerDb db, IImportContent content, IServiceProvider services, CancellationToken ct, string? language = null)
    {
        var ofShop = new ShopId(shop);
        if (await db.FindImport(caller, ofShop, id, ct) is not { } run) return TypedResults.NotFound();
        try
        {
            var file = await content.Fetch(db, ofShop, id, ct);
            return TypedResults.Ok(await FilePreview.Of(file.FullName, ImportPlan.Of(run), services, ofShop, language ?? "en", ct));
        }
        catch (ImportRefused refused)
        {
            return Problem.Of(refused.Code, refused.Message);
        }
    }
}
