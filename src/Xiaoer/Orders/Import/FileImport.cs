using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Orders.Import.Records;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>
/// Brings a shop's file in. Streaming, in batches that each are one transaction with the run's progress: killed half-way it goes on where it was,
/// and the same file again changes nothing. Called by the command line and by the worker.
/// </summary>
internal sealed class FileImport(IServiceScopeFactory scopes, XiaoerOptions options, TimeProvider time)
{
    /// <summary>Rows of a transaction: large enough to be fast, small enough that messages of a serving process wait some milliseconds at most.</summary>
    private const int BatchSize = 5000;

    /// <summary>Reads and checks everything, changes nothing, needs no store.</summary>
    public static async Task<ImportReport> TryOut(
        XiaoerOptions options, TimeProvider time, FileInfo file, ImportPlan plan, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var count = new DryRun();
        long rows = 0;
        foreach (var batch in OrderBatches.Read(file.FullName, plan, ImportTerms.Of(plan.Preset), 0, BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            count.Add(batch);
            progress?.Report(new ImportProgress("reading", rows += batch.Rows, batch.Fraction));
        }

        var path = RejectsFile.PathOf(options, await SourceFile.Hash(file.FullName, ct), dryRun: true);
        var rejects = await RejectsFile.Write(path, count.Findings.OrderBy(f => f.Line).ToAsyncEnumerable(), ct);
        return count.Report(rejects, Seconds(time, started));
    }

    /// <param name="file">Stays where it is; its content is the key of the run.</param>
    /// <param name="actor">Who asked for it, for the event; null on the command line.</param>
    public async Task<ImportReport> Run(FileInfo file, ShopId shop, ImportPlan plan, Guid? actor, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var hash = await SourceFile.Hash(file.FullName, ct);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var book = new RunBook(db, time);

        var terms = await Terms(scope.ServiceProvider, shop, plan.Preset, ct);
        using (plan.Open(file.FullName, out _)) { } // what does not fit is refused before there is a run
        var run = await book.Open(shop, plan, hash, file, ct);
        if (run.State == ImportState.Finished) return Report(run, Seconds(time, started));

        var context = new ImportContext(shop, run.Id, run.Epoch, plan.Preset, terms);
        await Bring(scope.ServiceProvider, db, book, context, run, plan, file, progress, ct);

        var rejects = await RejectsFile.Write(RejectsFile.PathOf(options, hash, dryRun: false), RejectsFile.Findings(db, shop, run.Id), ct);
        await book.Finish(context, await CountCustomers(db, context, ct), rejects, (long)(Seconds(time, started) * 1000), actor, ct);
        return Report(await book.Read(context, ct), Seconds(time, started));
    }

    /// <summary>Goes on with a run that this process holds.</summary>
    public async Task Continue(ImportRun run, FileInfo file, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var book = new RunBook(db, time);
        var plan = ImportPlan.Of(run);
        var context = new ImportContext(run.ShopId, run.Id, run.Epoch, plan.Preset, await Terms(scope.ServiceProvider, run.ShopId, plan.Preset, ct));
        await Bring(scope.ServiceProvider, db, book, context, run, plan, file, progress, ct);
        await book.Finish(context, await CountCustomers(db, context, ct), null, (long)(Seconds(time, started) * 1000), run.Actor, ct);
    }

    /// <summary>As the platform counts, else as the shop does; a file in another currency than the shop's is refused.</summary>
    public static async Task<ImportTerms> Terms(IServiceProvider services, ShopId shop, ImportPreset preset, CancellationToken ct)
    {
        var facts = await services.GetRequiredService<ShopDirectory>().Find(shop, ct);
        if (preset.OneCurrency && facts.Currency != preset.Currency)
            throw new ImportRefused("import.wrong_currency", $"{facts.Name} counts in {facts.Currency}, {preset.Name} files are in {preset.Currency}. Name another shop; a new name makes a new shop.");
        var zone = preset.OneCurrency || preset.TimeZone == "UTC" ? preset.TimeZone : facts.TimeZone;
        return new ImportTerms(facts.Currency, zone, FileBuyer.RegionOf(facts), facts.Locale.StartsWith("zh", StringComparison.Ordinal)) { Shop = shop };
    }

    private async Task Bring(
        IServiceProvider services, XiaoerDb db, RunBook book, ImportContext context, ImportRun run, ImportPlan plan, FileInfo file, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (run.State == ImportState.Reading)
        {
            if (plan.Kind == ImportKind.Orders)
            {
                var customers = new ImportCustomers(services.GetRequiredService<CustomerIntake>(), context);
                var writer = new BatchWriter(db, book, context, customers, time);
                var batches = OrderBatches.Read(file.FullName, plan, context.Terms, run.CommittedLine, BatchSize);
                await ReadAhead.Each(batches, b => writer.Commit(b, ct), b => (b.Rows, b.Fraction), run.Rows, progress, ct);
            }
            else
            {
                var writer = new RecordWriter(db, book, context, services);
                await ReadAhead.Each(RecordBatches.Read(file.FullName, plan, context.Terms, run.CommittedLine), b => writer.Commit(b, ct), b => (b.Rows, b.Fraction), run.Rows, progress, ct);
            }

            await book.BeginSettling(context, ct);
        }

        progress?.Report(new ImportProgress("settling", run.Rows, 1));
        var settlement = new RefundSettlement(db, book, context, time);
        while (await settlement.Step(ct)) { }
    }

    private static async Task<long> CountCustomers(XiaoerDb db, ImportContext context, CancellationToken ct)
    {
        await using var count = db.Command(
            """
            SELECT COUNT(*) FROM (
                SELECT customer_id FROM orders WHERE shop_id = @shop AND import_run_id = @run AND customer_id IS NOT NULL
                UNION SELECT customer_id FROM import_refunds WHERE shop_id = @shop AND run_id = @run AND customer_id IS NOT NULL) c
            """).With("shop", context.Shop.Value).With("run", context.Run);
        await db.Database.OpenConnectionAsync(ct);
        return Convert.ToInt64(await count.ExecuteScalarAsync(ct), null);
    }

    private static ImportReport Report(ImportRun run, double seconds) => new(
        run.Rows, run.Orders, run.Items, run.Customers, run.GuestOrders, run.RefundLines, run.Warnings, run.Rejected, run.Created, run.Updated, run.Unchanged, run.RejectsFile, seconds);

    private static double Seconds(TimeProvider time, long started) => Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
}
