using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Stops an import. What is in stays, until somebody goes on or undoes it; the batch under way is not written any more.</summary>
internal static class CancelImport
{
    public static void Map(RouteGroupBuilder imports) =>
        imports.MapPost("/{id:guid}/cancel", Handle).RequirePermission(Permissions.RunImports).Idempotent().WithSummary("Stops the import; what is in stays.");

    internal static async Task<Results<Ok<ImportView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (await db.FindImport(caller, ofShop, id, ct) is not { } run) return TypedResults.NotFound();

        var stopped = await db.Write(async token =>
        {
            var at = time.Now();
            audit.Note(ofShop, caller.Actor, "import.cancelled", id);
            return await db.Set<ImportRun>()
                .Where(r => r.ShopId == ofShop && r.Id == id && (r.State == ImportState.Queued || r.State == ImportState.Reading || r.State == ImportState.Settling))
                .ExecuteUpdateAsync(u => u.SetProperty(r => r.State, ImportState.Cancelled).SetProperty(r => r.FinishedAt, at).SetProperty(r => r.HeldUntil, (DateTimeOffset?)null), token);
        }, ct);
        return stopped == 0 && run.State != ImportState.Cancelled
            ? Problem.Of("import.not_running", "The import is not under way.")
            : TypedResults.Ok((await db.FindImport(caller, ofShop, id, ct))!.View());
    }
}
