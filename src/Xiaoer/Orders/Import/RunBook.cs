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
    public Task<ImportRun> Open(ShopId shop, ImportPreset preset, string hash, string fileName, CancellationToken ct) => db.Write(async token =>
    {
        await using (var insert = db.Command(
            """
            INSERT INTO import_runs (shop_id, id, file_hash, file_name, preset, state, committed_line, epoch, rows, orders, items, customers, guest_orders, refund_lines,
                warnings, rejected, elapsed_ms, started_at)
            VALUES (@shop, @id, @hash, @file, @preset, 'Reading', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, @at) ON CONFLICT (shop_id, preset, file_hash) DO NOTHING
            """).With("shop", shop.Value).With("id", time.NewId()).With("hash", hash).With("file", fileName).With("preset", preset.Name).With("at", time.Now()))
            await insert.ExecuteNonQueryAsync(token);

        await db.Set<ImportRun>().Where(r => r.ShopId == shop && r.Preset == preset.Name && r.FileHash == hash && r.State != ImportState.Finished)
            .ExecuteUpdateAsync(u => u.SetProperty(r => r.Epoch, r => r.Epoch + 1), token);
        return await db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.ShopId == shop && r.Preset == preset.Name && r.FileHash == hash, token);
    }, ct);

    /// <summary>Inside the batch's transaction.</summary>
    public async Task Advance(ImportContext context, long line, BatchFigures add, CancellationToken ct)
    {
        await using var update = db.Command(
            """
            UPDATE import_runs SET committed_line = @line, rows = rows + @rows, orders = orders + @orders, items = items + @items, guest_orders = guest_orders + @guests,
                refund_lines = refund_lines + @refunds, warnings = warnings + @warnings, rejected = rejected + @rejected
            WHERE shop_id = @shop AND id = @run AND epoch = @epoch AND state = 'Reading'
            """)
            .With("line", line).With("rows", add.Rows).With("orders", add.Orders).With("items", add.Items).With("guests", add.GuestOrders).With("refunds", add.RefundLines)
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
    public Task Hold(ImportContext context, CancellationToken ct) =>
        Mine(OfEpoch(context).ExecuteUpdateAsync(u => u.SetProperty(r => r.Epoch, context.Epoch), ct));

    public Task Finish(ImportContext context, long customers, string? rejectsFile, long elapsedMs, Guid? actor, CancellationToken ct) => db.Write(async token =>
    {
        var at = time.Now();
        await Mine(OfEpoch(context).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.State, ImportState.Finished).SetProperty(r => r.Customers, customers).SetProperty(r => r.RejectsFile, rejectsFile)
            .SetProperty(r => r.ElapsedMs, elapsedMs).SetProperty(r => r.FinishedAt, at), token));
        await db.Set<ImportRefund>().Where(r => r.ShopId == context.Shop && r.RunId == context.Run).ExecuteDeleteAsync(token);
        db.Raise(new RaisedEvent(context.Shop, OrderEvents.ImportFinished, context.Run, actor, at));
    }, ct);

    public Task<ImportRun> Read(ImportContext context, CancellationToken ct) =>
        db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.ShopId == context.Shop && r.Id == context.Run, ct);

    private IQueryable<ImportRun> OfEpoch(ImportContext context) =>
        db.Set<ImportRun>().Where(r => r.ShopId == context.Shop && r.Id == context.Run && r.Epoch == context.Epoch && r.State != ImportState.Finished);

    private static async Task Mine(Task<int> changed)
    {
        if (await changed != 1) throw new ImportRefused("import.taken_over", "Another process has taken this import over; it goes on there.");
    }
}
