using Microsoft.EntityFrameworkCore;
using Xiaoer.Catalog.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Undo;

/// <summary>
/// Takes an import back, some rows at a time, each time in one transaction with the figures: killed half-way it goes on with what is left. What somebody
/// has changed or needs since stays; what the import only changed stays changed.
/// </summary>
internal sealed class ImportUndo(IServiceScopeFactory scopes, TimeProvider time)
{
    private const int AtOnce = 500;

    public async Task Run(ImportRun run, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var rows = new MadeRows(db, run, time);
        while (await Step(db, run, rows.ForgetRefunds, run.Kind == ImportKind.Orders ? 0 : 1, ct)) { }
        while (await rows.DeleteOrders(n => Count(db, run, n), ct)) { }

        var products = scope.ServiceProvider.GetRequiredService<ProductFile>();
        while (await Step(db, run, token => products.TakeBack(run.ShopId, run.Id, AtOnce, token), 1, ct)) { }

        var customers = scope.ServiceProvider.GetRequiredService<CustomerFile>();
        CustomerId? last = new CustomerId(Guid.Empty);
        while (last is { } after)
            await db.Write(async token =>
            {
                (var deleted, last) = await customers.TakeBack(run.ShopId, run.Id, after, AtOnce, token);
                await Count(db, run, run.Kind == ImportKind.Customers ? deleted : 0);
            }, ct);
        await Finish(db, run, ct);
    }

    private static async Task<bool> Step(XiaoerDb db, ImportRun run, Func<CancellationToken, Task<int>> act, int each, CancellationToken ct) => await db.Write(async token =>
    {
        var done = await act(token);
        await Count(db, run, done * each);
        return done;
    }, ct) > 0;

    /// <summary>Inside each transaction: fails when another process has taken the work over.</summary>
    private static async Task Count(XiaoerDb db, ImportRun run, int removed)
    {
        var mine = db.Set<ImportRun>().Where(r => r.ShopId == run.ShopId && r.Id == run.Id && r.Epoch == run.Epoch && r.State == ImportState.Undoing);
        if (await mine.ExecuteUpdateAsync(u => u.SetProperty(r => r.Removed, r => (r.Removed ?? 0) + removed)) != 1) throw new ImportTakenOver();
    }

    private Task Finish(XiaoerDb db, ImportRun run, CancellationToken ct) => db.Write(async token =>
    {
        await Count(db, run, 0);
        var at = time.Now();
        await db.Set<ImportRun>().Where(r => r.ShopId == run.ShopId && r.Id == run.Id).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.State, ImportState.Undone).SetProperty(r => r.Fingerprint, (string?)null).SetProperty(r => r.FinishedAt, at).SetProperty(r => r.HeldUntil, (DateTimeOffset?)null)
            .SetProperty(r => r.Kept, r => r.Created > (r.Removed ?? 0) ? r.Created - (r.Removed ?? 0) : 0), token);
        db.Raise(new RaisedEvent(run.ShopId, OrderEvents.ImportUndone, run.Id, run.Actor, at));
    }, ct);
}
