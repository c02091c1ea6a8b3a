using Xiaoer.Orders.Import.Bulk;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>An order that was there before a batch.</summary>
internal sealed record KnownOrder(
    Guid Id, Guid? Run, Guid? MadeBy, Guid? CustomerId, string? Customer, DateTimeOffset At, long Total, long Refunded, TradeStatus TradeStatus, PaymentStatus PaymentStatus,
    OrderShipping Shipping);

/// <summary>Looks up what the store has of the documents of a batch.</summary>
internal sealed class KnownOrders(XiaoerDb db, ImportContext context)
{
    public async Task<Dictionary<string, KnownOrder>> Find(IReadOnlyCollection<string> documents, CancellationToken ct)
    {
        await using var command = db.Command(
            $"""
            SELECT o.external_id, o.id, o.import_run_id, o.made_by_import, o.customer_id, c.external_id, o.ordered_at, o.total_minor, o.refunded_minor, o.trade_status, o.payment_status,
                o.courier, o.tracking_number, o.shipping_mark
            FROM orders o LEFT JOIN customers c ON c.shop_id = o.shop_id AND c.id = o.customer_id
            WHERE o.shop_id = @shop AND o.external_id {db.OneOf("documents")}
            """).With("shop", context.Shop.Value).WithList("documents", documents);

        var known = new Dictionary<string, KnownOrder>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            known[reader.GetString(0)] = new KnownOrder(
                reader.ReadGuid(1), reader.ReadGuidOrNull(2), reader.ReadGuidOrNull(3), reader.ReadGuidOrNull(4), reader.ReadTextOrNull(5), reader.ReadInstant(6), reader.GetInt64(7),
                reader.GetInt64(8), Enum.Parse<TradeStatus>(reader.GetString(9)), Enum.Parse<PaymentStatus>(reader.GetString(10)),
                new OrderShipping(reader.ReadTextOrNull(11), reader.ReadTextOrNull(12), reader.ReadTextOrNull(13)));
        return known;
    }

    /// <summary>The last line number of each document whose refund lines this run has already set aside.</summary>
    public async Task<Dictionary<string, int>> StagedLines(IReadOnlyCollection<string> documents, CancellationToken ct)
    {
        await using var command = db.Command(
            $"""
            SELECT external_id, MAX(line) FROM import_refunds
            WHERE shop_id = @shop AND run_id = @run AND external_id {db.OneOf("documents")} GROUP BY external_id
            """).With("shop", context.Shop.Value).With("run", context.Run).WithList("documents", documents);

        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) lines[reader.GetString(0)] = reader.GetInt32(1);
        return lines;
    }

    public async Task<List<(int Line, OrderLine Said)>> Items(Guid order, CancellationToken ct)
    {
        await using var command = db.Command(
            "SELECT line, sku, title, quantity, unit_price_minor, amount_minor FROM order_items WHERE shop_id = @shop AND order_id = @order ORDER BY line")
            .With("shop", context.Shop.Value).With("order", order);

        var items = new List<(int, OrderLine)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            items.Add((reader.GetInt32(0), new OrderLine(reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetInt64(5))));
        return items;
    }
}
