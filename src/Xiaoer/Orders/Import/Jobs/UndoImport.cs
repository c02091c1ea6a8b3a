using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Takes back what an import made and nobody has changed or used since. What it only changed stays as it is.</summary>
internal static class UndoImport
{
    public static void Map(RouteGroupBuilder imports) =>
        imports.MapPost("/{id:guid}/undo", Handle).RequirePermission(Permissions.RunImports).Idempotent()
            .WithSummary("Takes back what the import made and nobody has changed since. The view tells how many were removed and how many stay.");

    internal static async Task<Results<Ok<ImportView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, Caller caller, XiaoerDb db, AuditLog audit, ImportWorker worker, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (await db.FindImport(caller, ofShop, id, ct) is not { } run) return TypedResults.NotFound();
        if (!ImportRules.CanUndo(run.State)) return NotNow();

        var undoing = await db.Write(async token =>
        {
            audit.Note(ofShop, caller.Actor, "import.undone", id, new { file = run.FileName });
            return await db.Set<ImportRun>().Where(r => r.ShopId == ofShop && r.Id == id && r.State == run.State).ExecuteUpdateAsync(u => u
                .SetProperty(r => r.State, ImportState.Undoing).SetProperty(r => r.Removed, 0L).SetProperty(r => r.Kept, 0L).SetProperty(r => r.HeldUntil, (DateTimeOffset?)null), token);
        }, ct);
        if (undoing == 0) return NotNow();

        worker.Ring();
        return TypedResults.Ok((await db.FindImport(caller, ofShop, id, ct))!.View());
    }

    private static ProblemHttpResult NotNow() => Problem.Of("import.cannot_undo", "Only an import that has ended can be undone, and only once.");
}
