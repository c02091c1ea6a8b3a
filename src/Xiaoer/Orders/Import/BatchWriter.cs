using System.Numerics;
using Xiaoer.Orders.Import.Bulk;
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
    private readonly List<Finding> _findings = [];
    private readonly List<(PendingOrder Order, Guid Id, long Total, int Count)> _orders = [];
    private readonly List<(Guid Order, int Number, ImportLine Line)> _items = [];
    private readonly List<(int Number, Guid? Customer, DateTimeOffset At, ImportLine Line)> _refunds = [];
    private int _unchanged;
    private int _batches;
    private DateTimeOffset _at;

    public async Task Commit(OrderBatch batch, CancellationToken ct)
    {
        await Store(batch, ct);
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
        foreach (var order in batch.Orders)
        {
            var before = known.GetValueOrDefault(order.ExternalId);
            var goesOn = before?.Run == context.Run;
            var customer = goesOn ? before!.CustomerId : customers[order.First.Customer];
            var at = goesOn ? before!.At : order.First.At;
            _findings.AddRange(order.Doubts(goesOn ? before!.Customer : order.First.Customer, at));

            await Place(order, before, goesOn, customer, at, staged.GetValueOrDefault(order.ExternalId), token);
            if (goesOn || !order.HasPurchase) continue;
            orders++;
            if (customer is null) guests++;
        }

        await Write(token);
        var warnings = await WriteFindings(batch.Rejected, token);
        await book.Advance(context, batch.LastLine, new BatchFigures(batch.Rows, orders, _items.Count + _unchanged, guests, _refunds.Count, warnings, batch.Rejected.Count), token);
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

    private async Task Place(PendingOrder order, KnownOrder? before, bool goesOn, Guid? customer, DateTimeOffset at, int stagedLine, CancellationToken ct)
    {
        var id = before?.Id ?? time.NewId();
        var number = stagedLine;
        if (goesOn) number = Math.Max(number, (await _store.Items(id, ct)).Select(i => i.Line).DefaultIfEmpty(0).Max());

        var purchases = new List<(Guid Order, int Number, ImportLine Line)>();
        foreach (var line in order.Lines)
        {
            number++;
            if (line.IsRefund) _refunds.Add((number, customer, at, line));
            else purchases.Add((id, number, line));
        }

        if (purchases.Count == 0) return;
        var total = purchases.Sum(p => p.Line.AmountMinor);
        if (before is null) _orders.Add((order, id, total, purchases.Count));
        else if (goesOn) await Grow(id, total, purchases.Count, ct);
        else if (!await Rewrite(before, customer, at, total, purchases, ct))
        {
            _unchanged += purchases.Count;
            return;
        }

        _items.AddRange(purchases);
    }

    private async Task Grow(Guid order, long total, int count, CancellationToken ct)
    {
        await using var update = db.Command("UPDATE orders SET total_minor = total_minor + @total, item_count = item_count + @count WHERE shop_id = @shop AND id = @id")
            .With("total", total).With("count", count).With("shop", context.Shop.Value).With("id", order);
        await update.ExecuteNonQueryAsync(ct);
    }

    /// <summary>False when the store has it exactly so.</summary>
    private async Task<bool> Rewrite(KnownOrder before, Guid? customer, DateTimeOffset at, long total, List<(Guid, int Number, ImportLine Line)> lines, CancellationToken ct)
    {
        var stored = (await _store.Items(before.Id, ct)).Where(i => i.Said.Quantity > 0);
        var same = before.CustomerId == customer && before.At == at && before.TradeStatus == TradeStatus.Completed
                   && stored.SequenceEqual(lines.Select(l => (l.Number, Said(l.Line))));
        await using var update = db.Command(same
            ? "UPDATE orders SET import_run_id = @run WHERE shop_id = @shop AND id = @id"
            : """
              UPDATE orders SET import_run_id = @run, customer_id = @customer, ordered_at = @at, total_minor = @total, item_count = @count, refunded_minor = @refunded,
                  trade_status = 'Completed', payment_status = @payment, version = version + 1, updated_at = @now
              WHERE shop_id = @shop AND id = @id
              """).With("run", context.Run).With("shop", context.Shop.Value).With("id", before.Id);
        if (!same)
        {
            var refunded = Math.Min(before.Refunded, total);
            var payment = refunded == 0 ? PaymentStatus.Paid : refunded == total ? PaymentStatus.Refunded : PaymentStatus.PartlyRefunded;
            update.With("customer", customer).With("at", at).With("total", total).With("count", lines.Count).With("refunded", refunded).With("payment", payment).With("now", _at);
            await Erase("DELETE FROM order_items WHERE shop_id = @shop AND order_id = @order", before.Id, ct);
            await Erase("DELETE FROM order_refunds WHERE shop_id = @shop AND order_id = @order AND alone", before.Id, ct); // its own lines; they come again below
        }

        await update.ExecuteNonQueryAsync(ct);
        return !same;
    }

    private async Task Erase(string sql, Guid order, CancellationToken ct)
    {
        await using var delete = db.Command(sql).With("shop", context.Shop.Value).With("order", order);
        await delete.ExecuteNonQueryAsync(ct);
    }

    private async Task Write(CancellationToken ct)
    {
        var shop = context.Shop.Value;
        if (_orders.Count > 0)
        {
            await using var orders = await BulkRows.Open(db, "orders",
                "shop_id, id, external_id, customer_id, trade_status, payment_status, currency, total_minor, refunded_minor, item_count, ordered_at, source, import_run_id, created_at, updated_at, version", ct);
            foreach (var (order, id, total, count) in _orders)
            {
                orders.Begin();
                orders.Id(shop);
                orders.Id(id);
                orders.Text(order.ExternalId);
                orders.Id(customers[order.First.Customer]);
                orders.Text(nameof(TradeStatus.Completed));
                orders.Text(nameof(PaymentStatus.Paid));
                orders.Text(context.Preset.Currency);
                orders.Number(total);
                orders.Number(0);
                orders.Small(count);
                orders.Number(order.First.At.ToUnixTimeMilliseconds());
                orders.Text(context.Preset.Name);
                orders.Id(context.Run);
                orders.Number(_at.ToUnixTimeMilliseconds());
                orders.Number(_at.ToUnixTimeMilliseconds());
                orders.Small(1);
                orders.End();
            }

            await orders.Complete(ct);
        }

        if (_items.Count > 0)
        {
            await using var items = await BulkRows.Open(db, "order_items", "shop_id, order_id, line, sku, title, quantity, unit_price_minor, amount_minor", ct);
            foreach (var (order, number, line) in _items)
            {
                items.Begin();
                items.Id(shop);
                items.Id(order);
                items.Small(number);
                items.Text(line.Sku);
                items.Text(line.Title);
                items.Small(line.Quantity);
                items.Number(line.UnitPriceMinor);
                items.Number(line.AmountMinor);
                items.End();
            }

            await items.Complete(ct);
        }

        await WriteRefunds(shop, ct);
    }

    private async Task WriteRefunds(Guid shop, CancellationToken ct)
    {
        if (_refunds.Count == 0) return;
        await using var refunds = await BulkRows.Open(db, "import_refunds",
            "shop_id, run_id, file_line, external_id, line, customer_id, sku, title, quantity, unit_price_minor, amount_minor, at, settled", ct);
        foreach (var (number, customer, at, line) in _refunds)
        {
            refunds.Begin();
            refunds.Id(shop);
            refunds.Id(context.Run);
            refunds.Number(line.Line);
            refunds.Text(line.Order);
            refunds.Small(number);
            refunds.Id(customer);
            refunds.Text(line.Sku);
            refunds.Text(line.Title);
            refunds.Small(line.Quantity);
            refunds.Number(line.UnitPriceMinor);
            refunds.Number(line.AmountMinor);
            refunds.Number(at.ToUnixTimeMilliseconds());
            refunds.Flag(false);
            refunds.End();
        }

        await refunds.Complete(ct);
    }

    /// <summary>Rejected lines are new by their number; an order is warned about once a kind. Returns how many warnings are new.</summary>
    private async Task<int> WriteFindings(List<Finding> rejected, CancellationToken ct)
    {
        if (_findings.Count + rejected.Count == 0) return 0;

        await using var insert = db.Command(
            """
            INSERT INTO import_findings (shop_id, run_id, kind, subject, line, reason, text) VALUES (@shop, @run, @kind, @subject, @line, @reason, @text)
            ON CONFLICT (shop_id, run_id, kind, subject) DO NOTHING
            """).With("shop", context.Shop.Value).With("run", context.Run).With("kind", "").With("subject", "").With("line", 0L).With("reason", "").With("text", "");
        await insert.PrepareAsync(ct);
        var warnings = 0;
        foreach (var finding in _findings.Concat(rejected))
        {
            insert.Set("kind", finding.Kind).Set("subject", finding.Subject).Set("line", finding.Line).Set("reason", finding.Reason).Set("text", finding.Text);
            var added = await insert.ExecuteNonQueryAsync(ct);
            if (finding.Kind != Finding.Rejected) warnings += added;
        }

        return warnings;
    }

    internal static OrderLine Said(ImportLine line) => new(line.Sku, line.Title, line.Quantity, line.UnitPriceMinor, line.AmountMinor);

    private void Clear()
    {
        _findings.Clear();
        _orders.Clear();
        _items.Clear();
        _refunds.Clear();
        _unchanged = 0;
        _at = time.Now();
    }
}
