using System.Numerics;
using Npgsql;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>
/// Puts a batch into the store, one transaction with the run's progress. An order that an earlier file or the API brought is written anew where the
/// file says otherwise; an order of the same file that appears again grows.
/// </summary>
internal sealed class BatchWriter(XiaoerDb db, RunBook book, ImportContext context, ImportCustomers customers, TimeProvider time)
{
    private readonly KnownOrders _store = new(db, context);
    private readonly OrderRows _rows = new(db, context);
    private readonly List<Finding> _findings = [];
    private long _created, _updated, _unchanged, _sameItems;
    private int _batches;

    /// <summary>On PostgreSQL somebody else may write the same order or customer at the same moment; then the batch is written again, on top of theirs.</summary>
    public async Task Commit(OrderBatch batch, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Store(batch, ct);
                break;
            }
            catch (PostgresException e) when (attempt < 4 && e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                customers.Forget();
                db.ChangeTracker.Clear();
            }
        }

        await TellOfGrowth(ct);
    }

    private Task Store(OrderBatch batch, CancellationToken ct) => db.Write(async token =>
    {
        Clear();
        var documents = batch.Orders.Select(o => o.ExternalId).ToList();
        var known = await _store.Find(documents, token);
        var staged = await _store.StagedLines(documents, token);
        await customers.Learn(batch.Orders, token);

        var (orders, guests) = (0, 0);
        var rejected = new List<Finding>(batch.Rejected);
        foreach (var order in batch.Orders)
        {
            var before = known.GetValueOrDefault(order.ExternalId);
            if (context.Preset.Rows != RowsAre.Orders)
            {
                await Complete(order, before, rejected, token);
                continue;
            }

            var goesOn = before?.Run == context.Run;
            var customer = goesOn ? before!.CustomerId : customers[order.First.Customer];
            var at = goesOn ? before!.At : order.First.At;
            _findings.AddRange(order.Doubts(goesOn && order.First.Buyer is null ? before!.Customer : order.First.Customer, at));

            await Place(order, before, goesOn, customer, at, staged.GetValueOrDefault(order.ExternalId), batch.KnowsTotals, token);
            if (goesOn || !order.HasPurchase) continue;
            orders++;
            if (customer is null) guests++;
        }

        await _rows.Write(token);
        var warnings = await WriteFindings(rejected, token);
        await book.Advance(context, batch.LastLine, batch.Fraction, new BatchFigures(
            batch.Rows, _created, _updated, _unchanged, warnings, rejected.Count, orders, _rows.Items + _sameItems, guests, _rows.Refunds), token);
    }, ct);

    /// <summary>
    /// PostgreSQL plans the check of a foreign key by the tables as it last knew them, here nearly empty, when any index of the shop looks as good as the
    /// right one; each check then reads the whole shop (measured: ten times the work of the import itself). So it is told, after the 1st, 2nd, 4th … batch.
    /// </summary>
    private async Task TellOfGrowth(CancellationToken ct)
    {
        if (db is not PostgresDb || !BitOperations.IsPow2(++_batches)) return;
        await db.Write(async token =>
        {
            await using var analyze = db.Command("ANALYZE orders, order_items, customers");
            await analyze.ExecuteNonQueryAsync(token);
        }, ct);
    }

    private async Task Place(PendingOrder order, KnownOrder? before, bool goesOn, Guid? customer, DateTimeOffset at, int stagedLine, bool knowsTotals, CancellationToken ct)
    {
        var stored = before is null ? [] : await _store.Items(before.Id, ct);
        var number = goesOn ? Math.Max(stagedLine, stored.Where(i => i.Said.Sku != OrderShape.AdjustmentSku).Select(i => i.Line).DefaultIfEmpty(0).Max()) : stagedLine;
        var purchases = new List<(int Number, OrderLine Line)>();
        foreach (var line in order.Lines)
        {
            number++;
            if (line.IsRefund) _rows.Refund(number, customer, at, line);
            else purchases.Add((number, Said(line)));
        }

        if (purchases.Count == 0) return;
        if (before is null)
        {
            var shape = OrderShape.Of(purchases, order.Said, null, 0, context.Terms.Chinese);
            _rows.Add(order.ExternalId, time.NewId(), customer, at, shape);
            _created++;
            return;
        }

        if (goesOn)
        {
            var named = stored.Where(i => i.Said.Sku != OrderShape.AdjustmentSku && i.Said.Quantity > 0).Select(i => (i.Line, i.Said));
            await _rows.Grow(before, purchases, OrderShape.Of([.. named, .. purchases], null, knowsTotals ? before.Total : null, before.Refunded, context.Terms.Chinese), ct);
            return;
        }

        // A list that only sums orders up takes no lines away that a better file has brought.
        if (order.Lines.All(l => l.Sums) && OrderShape.Named(stored.Select(i => (i.Line, i.Said))).ToList() is { Count: > 0 } better) purchases = better;
        var said = order.Said;
        if (said is not null && !OrderRules.CanMove(before.TradeStatus, said.Trade))
        {
            _findings.Add(new Finding("older_status", order.ExternalId, order.First.Line, Reasons.OlderStatus, $"{said.Trade} / {before.TradeStatus}"));
            said = said with { Trade = before.TradeStatus };
        }

        var now = OrderShape.Of(purchases, said, null, before.Refunded, context.Terms.Chinese);
        if (said is null && !OrderRules.CanMove(before.TradeStatus, now.Trade)) now = now with { Trade = before.TradeStatus };
        await Rewrite(before, customer, at, now, stored, purchases.Count, ct);
    }

    /// <summary>Lines, or what went back, of an order that is there already.</summary>
    private async Task Complete(PendingOrder order, KnownOrder? before, List<Finding> rejected, CancellationToken ct)
    {
        if (before is null)
        {
            rejected.AddRange(order.Lines.Select(l => new Finding(Finding.Rejected, $"{l.Line}", l.Line, Reasons.UnknownOrder, order.ExternalId)));
            return;
        }

        var stored = await _store.Items(before.Id, ct);
        var named = stored.Where(i => i.Said.Sku != OrderShape.AdjustmentSku && i.Said.Quantity > 0).Select(i => (i.Line, i.Said)).ToList();
        if (context.Preset.Rows == RowsAre.Refunds)
        {
            var back = order.Lines.Sum(l => l.AmountMinor) + (before.Run == context.Run ? before.Refunded : 0);
            var refunded = OrderShape.Of(named, new OrderSaid(before.TradeStatus, before.PaymentStatus == PaymentStatus.Unpaid, before.Total, back), before.Total, 0, context.Terms.Chinese);
            await Rewrite(before, before.CustomerId, before.At, refunded, stored, 0, ct);
            return;
        }

        var goesOn = before.Run == context.Run;
        var first = goesOn ? named.Select(i => i.Line).DefaultIfEmpty(0).Max() : 0;
        var lines = order.Lines.Select((l, i) => (first + i + 1, Said(l))).ToList();
        var kept = new OrderSaid(before.TradeStatus, before.PaymentStatus == PaymentStatus.Unpaid, before.Total, before.Refunded);
        var shape = OrderShape.Of(goesOn ? [.. named, .. lines] : lines, kept, before.Total, before.Refunded, context.Terms.Chinese);
        if (goesOn) await _rows.Grow(before, lines, shape, ct);
        else await Rewrite(before, before.CustomerId, before.At, shape, stored, lines.Count, ct);
    }

    private async Task Rewrite(
        KnownOrder before, Guid? customer, DateTimeOffset at, OrderShape now, List<(int Line, OrderLine Said)> stored, int lines, CancellationToken ct)
    {
        var same = before.CustomerId == customer && before.At == at && before.TradeStatus == now.Trade && before.PaymentStatus == now.Payment && before.Refunded == now.Refunded
                   && !now.Shipping.Adds(before.Shipping)
                   && stored.Where(i => i.Said.Quantity > 0).SequenceEqual(now.Lines);
        if (same)
        {
            await _rows.Touch(before.Id, ct);
            _unchanged++;
            _sameItems += lines;
            return;
        }

        await _rows.Rewrite(before, customer, at, now, ct);
        _updated++;
    }

    /// <summary>Rejected lines are new by their number; an order is warned about once a kind. Returns how many warnings are new.</summary>
    private Task<int> WriteFindings(List<Finding> rejected, CancellationToken ct) => FindingRows.Write(db, context, _findings.Concat(rejected), ct);

    private static OrderLine Said(ImportLine line) => new(line.Sku, line.Title, line.Quantity, line.UnitPriceMinor, line.AmountMinor);

    private void Clear()
    {
        _findings.Clear();
        _rows.Clear(time.Now());
        (_created, _updated, _unchanged, _sameItems) = (0, 0, 0, 0);
    }
}
