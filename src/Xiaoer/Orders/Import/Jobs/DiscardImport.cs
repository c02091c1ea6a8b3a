using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Throws away an upload that was only looked at.</summary>
internal static class DiscardImport
{
    public static void Map(RouteGroupBuilder imports) =>
        imports.MapDelete("/{id:guid}", Handle).RequirePermission(Permissions.RunImports).WithSummary("Throws away an upload that was not started.");

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(Guid shop, Guid id, Caller caller, XiaoerDb db, IImportContent content, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (await db.FindImport(caller, ofShop, id, ct) is null) return TypedResults.NotFound();

        var gone = await db.Write(token => db.Set<ImportRun>().Where(r => r.ShopId == ofShop && r.Id == id && r.State == ImportState.Uploaded).ExecuteDeleteAsync(token), ct);
        if (gone == 0) return Problem.Of("import.already_started", "The import has been started; it can be cancelled and undone.");
        await content.Forget(db, ofShop, id, ct);
        return TypedResults.NoContent();
    }
}
