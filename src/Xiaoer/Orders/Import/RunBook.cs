using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>
/// Keeps the row of a run. Whoever starts a file that is under way takes it over with a higher epoch; the one before fails at its next commit, so that a
/// process which only seemed dead writes nothing twice.
/// </summary>
internal sealed class RunBook(XiaoerDb db, TimeProvider time)
{
    /// <summary>Who is at a run says so at least this often; silent for longer, somebody else goes on.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>The run of a file that lies here: a verb's. The same file again finds its run, under way or finished.</summary>
    public Task<ImportRun> Open(ShopId shop, ImportPlan plan, string hash, FileInfo file, CancellationToken ct) => db.Write(async token =>
    {
        var (fingerprint, at) = (plan.Fingerprint(hash), time.Now());
        await using (var insert = db.Command(
            """
            INSERT INTO import_runs (shop_id, id, kind, file_hash, fingerprint, file_name, bytes, stored, preset, encoding, mapping, state, committed_line, permille, epoch, rows, orders,
                items, customers, guest_orders, refund_lines, created, updated, unchanged, warnings, rejected, elapsed_ms, actor_name, started_at)
            VALUES (@shop, @id, @kind, @hash, @fingerprint, @file, @bytes, FALSE, @preset, @encoding, @mapping, 'Reading', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', @at)
            ON CONFLICT (shop_id, fingerprint) DO NOTHING
            """).With("shop", shop.Value).With("id", time.NewId()).With("kind", plan.Kind).With("hash", hash).With("fingerprint", fingerprint).With("file", file.Name)
                .With("bytes", file.Length).With("preset", plan.Preset.Name).With("encoding", plan.Encoding).With("mapping", plan.MappingText()).With("at", at))
            await insert.ExecuteNonQueryAsync(token);

        var ofFile = db.Set<ImportRun>().Where(r => r.ShopId == shop && r.Fingerprint == fingerprint);
        await ofFile.Where(r => r.State != ImportState.Finished && r.State != ImportState.Undoing).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.Epoch, r => r.Epoch + 1).SetProperty(r => r.HeldUntil, at + Lease)
            .SetProperty(r => r.State, r => r.State == ImportState.Settling ? ImportState.Settling : ImportState.Reading), token);
        var run = await ofFile.AsNoTracking().SingleAsync(token);
        return run.State == ImportState.Undoing ? throw new ImportRefused("import.being_undone", "This import is being undone just now. Start it again when that is done.") : run;
    }, ct);

    /// <summary>Inside the batch's transaction.</summary>
    public async Task Advance(ImportContext context, long line, double fraction, BatchFigures add, CancellationToken ct)
    {
        await using var update = db.Command(
            """
            UPDATE import_runs SET committed_line = @line, permille = @permille, held_until = @until, rows = rows + @rows, orders = orders + @orders, items = items + @items,
                guest_orders = guest_orders + @guests, refund_lines = refund_lines + @refunds, created = created + @created, updated = updated + @updated,
                unchanged = unchanged + @unchanged, warnings = warnings + @warnings, rejected = rejected + @rejected
            WHERE shop_id = @shop AND id = @run AND epoch = @epoch AND state = 'Reading'
            """)
            .With("line", line).With("permille", (int)(fraction * 1000)).With("until", time.Now() + Lease).With("rows", add.Rows).With("orders", add.Orders).With("items", add.Items)
            .With("guests", add.GuestOrders).With("refunds", add.RefundLines).With("created", add.Created).With("updated", add.Updated).With("unchanged", add.Unchanged)
            .With("warnings", add.Warnings).With("rejected", add.Rejected).With("shop", context.Shop.Value).With("run", context.Run).With("epoch", context.Epoch);
        await Mine(update.ExecuteNonQueryAsync(ct));
    }

    /// <summary>All rows are in; refunds come next.</summary>
    public Task BeginSettling(ImportContext context, CancellationToken ct) => db.Write(async token =>
    {
        await Mine(OfEpoch(context).ExecuteUpdateAsync(u => u.SetProperty(r => r.State, ImportState.Settling), token));
        if (db is not PostgresDb) return;

        // The tables have just grown: without new statistics the next queries would be planned for empty ones.
        await using var analyze = db.Command("ANALYZE orders, order_items, order_refunds, import_refunds, customers");
        await analyze.ExecuteNonQueryAsync(token);
    }, ct);

    /// <summary>Fails when another process has taken the run over. Inside a transaction, before anything is written.</summary>
    public Task Hold(ImportContext context, CancellationToken ct)
    {
        var until = time.Now() + Lease;
        return Mine(OfEpoch(context).ExecuteUpdateAsync(u => u.SetProperty(r => r.HeldUntil, until), ct));
    }

    public Task Finish(ImportContext context, long customers, string? rejectsFile, long elapsedMs, Guid? actor, CancellationToken ct) => db.Write(async token =>
    {
        var at = time.Now();
        await Mine(OfEpoch(context).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.State, ImportState.Finished).SetProperty(r => r.Customers, customers).SetProperty(r => r.RejectsFile, rejectsFile).SetProperty(r => r.Permille, 1000)
            .SetProperty(r => r.ElapsedMs, r => r.ElapsedMs + elapsedMs).SetProperty(r => r.FinishedAt, at).SetProperty(r => r.HeldUntil, (DateTimeOffset?)null)
            .SetProperty(r => r.Code, (string?)null).SetProperty(r => r.Error, (string?)null), token));
        await db.Set<ImportRefund>().Where(r => r.ShopId == context.Shop && r.RunId == context.Run).ExecuteDeleteAsync(token);
        db.Raise(new RaisedEvent(context.Shop, OrderEvents.ImportFinished, context.Run, actor, at));
    }, ct);

    /// <summary>The file does not fit, or something in it. What is in stays, and the run can be started again.</summary>
    public Task Fail(ShopId shop, Guid run, int epoch, string code, string text, CancellationToken ct) => db.Write(token =>
    {
        var at = time.Now();
        return db.Set<ImportRun>().Where(r => r.ShopId == shop && r.Id == run && r.Epoch == epoch && (r.State == ImportState.Reading || r.State == ImportState.Settling))
            .ExecuteUpdateAsync(u => u.SetProperty(r => r.State, ImportState.Failed).SetProperty(r => r.Code, code).SetProperty(r => r.Error, text)
                .SetProperty(r => r.FinishedAt, at).SetProperty(r => r.HeldUntil, (DateTimeOffset?)null), token);
    }, ct);

    public Task<ImportRun> Read(ImportContext context, CancellationToken ct) =>
        db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.ShopId == context.Shop && r.Id == context.Run, ct);

    private IQueryable<ImportRun> OfEpoch(ImportContext context) => db.Set<ImportRun>().Where(r =>
        r.ShopId == context.Shop && r.Id == context.Run && r.Epoch == context.Epoch && (r.State == ImportState.Reading || r.State == ImportState.Settling));

    private static async Task Mine(Task<int> changed)
    {
        if (await changed != 1) throw new ImportTakenOver();
    }
}

/// <summary>Another process goes on with the run, or somebody has cancelled it: nothing more is written here.</summary>
internal sealed class ImportTakenOver() : Exception("Another process has taken this import over, or it was cancelled.");
