using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Puts an import in the queue of its shop: first started, first brought in. One that failed or was cancelled goes on where it was.</summary>
internal static class StartImport
{
    public static void Map(RouteGroupBuilder imports) =>
        imports.MapPost("/{id:guid}/start", Handle).RequirePermission(Permissions.RunImports).Idempotent().WithSummary("Starts the import, or goes on with one that failed or was cancelled.");

    internal static async Task<Results<Ok<ImportView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, Caller caller, XiaoerDb db, IServiceProvider services, AuditLog audit, ImportWorker worker, TimeProvider time, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (await db.FindImport(caller, ofShop, id, ct) is not { } run) return TypedResults.NotFound();
        if (!ImportRules.CanStart(run.State)) return Problem.Of("import.already_started", "The import has been started already.");
        if (!run.Stored) return Problem.Of("import.of_a_verb", "This import was begun with a command; the same command goes on with it.");
        try
        {
            await FileImport.Terms(services, ofShop, ImportPlan.Of(run).Preset, ct);
        }
        catch (ImportRefused refused)
        {
            return Problem.Of(refused.Code, refused.Message);
        }

        var fingerprint = ImportPlan.Of(run).Fingerprint(run.FileHash);
        try
        {
            var started = await db.Write(async token =>
            {
                var at = time.Now();
                if (await db.Set<ImportRun>().AnyAsync(r => r.ShopId == ofShop && r.Fingerprint == fingerprint && r.Id != id, token)) return -1;
                audit.Note(ofShop, caller.Actor, "import.started", id, new { file = run.FileName, kind = run.Kind, preset = run.Preset });
                return await db.Set<ImportRun>().Where(r => r.ShopId == ofShop && r.Id == id && r.State == run.State).ExecuteUpdateAsync(u => u
                    .SetProperty(r => r.State, ImportState.Queued).SetProperty(r => r.Fingerprint, fingerprint).SetProperty(r => r.StartedAt, at).SetProperty(r => r.HeldUntil, (DateTimeOffset?)null)
                    .SetProperty(r => r.Code, (string?)null).SetProperty(r => r.Error, (string?)null).SetProperty(r => r.FinishedAt, (DateTimeOffset?)null), token);
            }, ct);
            if (started < 0) return SameFile();
            if (started == 0) return Problem.Of("import.already_started", "The import has been started already.");
        }
        catch (Exception e) when (Races.IsUnique(e))
        {
            return SameFile();
        }

        worker.Ring();
        return TypedResults.Ok((await db.FindImport(caller, ofShop, id, ct))!.View());
    }

    private static ProblemHttpResult SameFile() => Problem.Of("import.same_file", "This very file has been imported already. Undo that import first if it should be read anew.");
}
