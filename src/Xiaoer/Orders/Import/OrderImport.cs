using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>
/// Brings a shop's order file in. Streaming, in batches that each are one transaction with the run's progress: killed half-way it goes on where it was,
/// and the same file again changes nothing. Called by the command line and by the upload.
/// </summary>
internal sealed class OrderImport(IServiceScopeFactory scopes, XiaoerOptions options, TimeProvider time)
{
    /// <summary>Rows of a transaction: large enough to be fast, small enough that messages of a serving process wait some milliseconds at most.</summary>
    private const int BatchSize = 5000;

    /// <summary>Reads and checks everything, changes nothing, needs no store.</summary>
    public static async Task<ImportReport> TryOut(
        XiaoerOptions options, TimeProvider time, FileInfo file, ImportPreset preset, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var count = new DryRun();
        long rows = 0;
        using (var source = SourceFile.Open(file.FullName))
            foreach (var batch in Readable(OrderBatches.Read(source, preset, 0, BatchSize)))
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
    public async Task<ImportReport> Run(FileInfo file, ShopId shop, ImportPreset preset, Guid? actor, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var hash = await SourceFile.Hash(file.FullName, ct);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var book = new RunBook(db, time);

        var facts = await scope.ServiceProvider.GetRequiredService<ShopDirectory>().Find(shop, ct);
        if (facts.Currency != preset.Currency)
            throw new ImportRefused("import.wrong_currency", $"{facts.Name} counts in {facts.Currency}, {preset.Name} files are in {preset.Currency}. Name another shop; a new name makes a new shop.");

        CheckHeader(file, preset);
        var run = await book.Open(shop, preset, hash, file.Name, ct);
        if (run.State == ImportState.Finished) return Report(run, Seconds(time, started));

        var context = new ImportContext(shop, run.Id, run.Epoch, preset);
        if (run.State == ImportState.Reading)
        {
            var customers = new ImportCustomers(scope.ServiceProvider.GetRequiredService<CustomerIntake>(), context);
            var writer = new BatchWriter(db, book, context, customers, time);
            await ReadAll(file, preset, run, batch => Commit(db, writer, customers, batch, ct), progress, ct);
            await book.BeginSettling(context, ct);
        }

        progress?.Report(new ImportProgress("settling", run.Rows, 1));
        var settlement = new RefundSettlement(db, book, context, time);
        while (await settlement.Step(ct)) { }

        var rejects = await RejectsFile.Write(RejectsFile.PathOf(options, hash, dryRun: false), Findings(db, context), ct);
        await book.Finish(context, await CountCustomers(db, context, ct), rejects, (long)(Seconds(time, started) * 1000), actor, ct);
        return Report(await book.Read(context, ct), Seconds(time, started));
    }

    /// <summary>One thread reads ahead while the other writes; at most two batches wait.</summary>
    private static async Task ReadAll(
        FileInfo file, ImportPreset preset, ImportRun run, Func<OrderBatch, Task> commit, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ahead = System.Threading.Channels.Channel.CreateBounded<OrderBatch>(2);
        var reading = Task.Run(async () =>
        {
            try
            {
                using var source = SourceFile.Open(file.FullName);
                foreach (var batch in Readable(OrderBatches.Read(source, preset, run.CommittedLine, BatchSize))) await ahead.Writer.WriteAsync(batch, stop.Token);
                ahead.Writer.Complete();
            }
            catch (Exception e)
            {
                ahead.Writer.Complete(e);
            }
        }, ct);

        var rows = run.Rows;
        try
        {
            await foreach (var batch in ahead.Reader.ReadAllAsync(ct))
            {
                if (batch.Rows > 0) await commit(batch);
                progress?.Report(new ImportProgress("reading", rows += batch.Rows, batch.Fraction));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>On PostgreSQL somebody else may write the same order or customer at the same moment; then the batch is written again, on top of theirs.</summary>
    private static async Task Commit(XiaoerDb db, BatchWriter writer, ImportCustomers customers, OrderBatch batch, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await writer.Commit(batch, ct);
                return;
            }
            catch (PostgresException e) when (attempt < 4 && e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                customers.Forget();
                db.ChangeTracker.Clear();
            }
        }
    }

    private static IEnumerable<OrderBatch> Readable(IEnumerable<OrderBatch> batches)
    {
        using var each = batches.GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext()) yield break;
            }
            catch (InvalidDataException)
            {
                throw new ImportRefused("import.damaged_file", "The compressed file is damaged or incomplete. What came before is in; the whole file goes on from there or starts a new import.");
            }

            yield return each.Current;
        }
    }

    private static void CheckHeader(FileInfo file, ImportPreset preset)
    {
        using var source = SourceFile.Open(file.FullName);
        var records = new CsvReader(source.Text);
        if (!records.ReadHeader() || records.Fault is not null) throw new ImportRefused("import.no_header", "The file has no header line.");
        ImportColumns.Read(records, preset);
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

    private static IAsyncEnumerable<Finding> Findings(XiaoerDb db, ImportContext context) =>
        db.Set<ImportFinding>().AsNoTracking().Where(f => f.ShopId == context.Shop && f.RunId == context.Run).OrderBy(f => f.Line).ThenBy(f => f.Kind)
            .Select(f => new Finding(f.Kind, f.Subject, f.Line, f.Reason, f.Text)).AsAsyncEnumerable();

    private static ImportReport Report(ImportRun run, double seconds) =>
        new(run.Rows, run.Orders, run.Items, run.Customers, run.GuestOrders, run.RefundLines, run.Warnings, run.Rejected, run.RejectsFile, seconds);

    private static double Seconds(TimeProvider time, long started) => Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
}
