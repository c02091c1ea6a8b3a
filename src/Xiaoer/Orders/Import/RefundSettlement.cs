using System.Data.Common;
using Xiaoer.Orders.Import.Bulk;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import;

/// <summary>
/// Once all purchases of a file are in, gives each refund line, oldest first, to the customer's latest earlier purchase of the same article with enough
/// pieces and money left. Where there is none it stands alone: a negative line of an order under its own number.
/// </summary>
internal sealed class RefundSettlement(XiaoerDb db, RunBook book, ImportContext context, TimeProvider time)
{
    private const int BatchSize = 2000;

    /// <summary>Settles some; false when none was left.</summary>
    public Task<bool> Step(CancellationToken ct) => db.Write(async token =>
    {
        await book.Hold(context, token);
        var refunds = await Waiting(token);
        if (refunds.Count == 0) return false;

        var settled = await Settled(refunds.Select(r => r.Document).Distinct(StringComparer.Ordinal), token);
        var purchases = await Purchases.Read(PurchasesOf(refunds), token);

        foreach (var refund in refunds)
        {
            if (settled.Contains((refund.Document, refund.Line))) continue; // an earlier file brought this very line
            if (purchases.Take(refund) is { } order) await GiveBack(order, refund, token);
            else await StandAlone(refund, token);
        }

        await using var done = db.Command($"UPDATE import_refunds SET settled = TRUE WHERE shop_id = @shop AND run_id = @run AND file_line {db.OneOf("lines")}")
            .With("shop", context.Shop.Value).With("run", context.Run).WithList("lines", refunds.Select(r => r.FileLine));
        await done.ExecuteNonQueryAsync(token);
        return true;
    }, ct);

    /// <summary>Everything the buyers of a batch bought of its articles; which of it is whose, <see cref="Purchases"/> sorts out.</summary>
    private DbCommand PurchasesOf(List<WaitingRefund> refunds)
    {
        var command = db.Command($"""
            SELECT o.id, o.customer_id, i.sku, o.ordered_at, o.total_minor - o.refunded_minor, SUM(i.quantity)
                - COALESCE((SELECT SUM(r.quantity) FROM order_refunds r WHERE r.shop_id = o.shop_id AND r.order_id = o.id AND r.sku = i.sku AND NOT r.alone), 0)
            FROM orders o JOIN order_items i ON i.shop_id = o.shop_id AND i.order_id = o.id
            WHERE o.shop_id = @shop AND o.customer_id {db.OneOfIds("customers")} AND i.sku {db.OneOf("skus")} AND i.quantity > 0
            GROUP BY o.shop_id, o.id, o.customer_id, i.sku, o.ordered_at, o.total_minor, o.refunded_minor
            """).With("shop", context.Shop.Value).WithList("customers", refunds.Select(r => r.Customer).OfType<Guid>().Distinct())
            .WithList("skus", refunds.Select(r => r.Sku).Distinct(StringComparer.Ordinal));
        command.CommandTimeout = 300;
        return command;
    }

    private async Task<List<WaitingRefund>> Waiting(CancellationToken ct)
    {
        var refunds = new List<WaitingRefund>();
        await using var command = db.Command(
            """
            SELECT file_line, external_id, line, customer_id, sku, title, quantity, unit_price_minor, amount_minor, at FROM import_refunds
            WHERE shop_id = @shop AND run_id = @run AND NOT settled ORDER BY at, file_line LIMIT @limit
            """).With("shop", context.Shop.Value).With("run", context.Run).With("limit", BatchSize);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            refunds.Add(new WaitingRefund(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.ReadGuidOrNull(3), reader.GetString(4), reader.GetString(5), reader.GetInt32(6),
                reader.GetInt64(7), reader.GetInt64(8), reader.ReadInstant(9)));
        return refunds;
    }

    private async Task<HashSet<(string, int)>> Settled(IEnumerable<string> documents, CancellationToken ct)
    {
        var settled = new HashSet<(string, int)>();
        await using var command = db.Command($"SELECT external_id, line FROM order_refunds WHERE shop_id = @shop AND external_id {db.OneOf("documents")}")
            .With("shop", context.Shop.Value).WithList("documents", documents);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) settled.Add((reader.GetString(0), reader.GetInt32(1)));
        return settled;
    }

    private async Task GiveBack(Guid order, WaitingRefund refund, CancellationToken ct)
    {
        await using var update = db.Command(
            """
            UPDATE orders SET refunded_minor = refunded_minor + @amount, version = version + 1, updated_at = @now,
                payment_status = CASE WHEN refunded_minor + @amount = 0 THEN payment_status
                                      WHEN refunded_minor + @amount = total_minor THEN 'Refunded' ELSE 'PartlyRefunded' END
            WHERE shop_id = @shop AND id = @order AND refunded_minor + @amount <= total_minor
            """).With("amount", refund.Amount).With("now", time.Now()).With("shop", context.Shop.Value).With("order", order);
        if (await update.ExecuteNonQueryAsync(ct) != 1) throw new ImportRefused("import.order_changed", "Somebody refunded an order meanwhile. Start the import again: it goes on.");
        await Note(order, refund, alone: false, ct);
    }

    private async Task StandAlone(WaitingRefund refund, CancellationToken ct)
    {
        var at = time.Now();
        await using (var insert = db.Command(
            """
            INSERT INTO orders (shop_id, id, external_id, customer_id, trade_status, payment_status, currency, total_minor, refunded_minor, item_count, ordered_at, source,
                import_run_id, made_by_import, created_at, updated_at, version)
            VALUES (@shop, @id, @document, @customer, 'Completed', 'Refunded', @currency, 0, 0, 0, @at, @source, @run, @run, @now, @now, 1)
            ON CONFLICT (shop_id, external_id) DO NOTHING
            """).With("shop", context.Shop.Value).With("id", time.NewId()).With("document", refund.Document).With("customer", refund.Customer)
                .With("currency", context.Terms.Currency).With("at", refund.At).With("source", context.Preset.Name).With("run", context.Run).With("now", at))
            await insert.ExecuteNonQueryAsync(ct);

        await using var update = db.Command(
            """
            UPDATE orders SET total_minor = total_minor - @amount, item_count = item_count + 1, version = version + 1, updated_at = @now,
                refunded_minor = CASE WHEN total_minor - @amount < 0 THEN 0 WHEN refunded_minor > total_minor - @amount THEN total_minor - @amount ELSE refunded_minor END
            WHERE shop_id = @shop AND external_id = @document RETURNING id
            """).With("amount", refund.Amount).With("now", at).With("shop", context.Shop.Value).With("document", refund.Document);
        Guid order;
        await using (var reader = await update.ExecuteReaderAsync(ct))
        {
            await reader.ReadAsync(ct);
            order = reader.ReadGuid(0);
        }

        await using var item = db.Command(
            """
            INSERT INTO order_items (shop_id, order_id, line, sku, title, quantity, unit_price_minor, amount_minor)
            VALUES (@shop, @order, @line, @sku, @title, @quantity, @price, @amount)
            """).With("shop", context.Shop.Value).With("order", order).With("line", refund.Line).With("sku", refund.Sku).With("title", refund.Title)
                .With("quantity", -refund.Quantity).With("price", refund.UnitPrice).With("amount", -refund.Amount);
        await item.ExecuteNonQueryAsync(ct);
        await Note(order, refund, alone: true, ct);
    }

    private async Task Note(Guid order, WaitingRefund refund, bool alone, CancellationToken ct)
    {
        await using var insert = db.Command(
            """
            INSERT INTO order_refunds (shop_id, external_id, line, order_id, sku, quantity, amount_minor, alone, import_run_id, at)
            VALUES (@shop, @document, @line, @order, @sku, @quantity, @amount, @alone, @run, @at)
            """).With("shop", context.Shop.Value).With("document", refund.Document).With("line", refund.Line).With("order", order).With("sku", refund.Sku)
                .With("quantity", refund.Quantity).With("amount", refund.Amount).With("alone", alone).With("run", context.Run).With("at", refund.At);
        await insert.ExecuteNonQueryAsync(ct);
    }
}
