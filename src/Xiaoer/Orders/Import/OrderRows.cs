using Xiaoer.Orders.Import.Bulk;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import;

/// <summary>The rows a batch writes: new ones gathered and written in bulk at its end, changed ones at once.</summary>
internal sealed class OrderRows(XiaoerDb db, ImportContext context)
{
    private readonly List<(Guid Id, string Number, Guid? Customer, DateTimeOffset At, OrderShape Shape)> _orders = [];
    private readonly List<(Guid Order, int Number, OrderLine Line)> _items = [];
    private readonly List<(int Number, Guid? Customer, DateTimeOffset At, ImportLine Line)> _refunds = [];
    private DateTimeOffset _at;

    /// <summary>Lines written that the file named.</summary>
    public int Items { get; private set; }

    public int Refunds => _refunds.Count;

    public void Clear(DateTimeOffset at)
    {
        (_at, Items) = (at, 0);
        _orders.Clear();
        _items.Clear();
        _refunds.Clear();
    }

    public void Refund(int number, Guid? customer, DateTimeOffset at, ImportLine line) => _refunds.Add((number, customer, at, line));

    public void Add(string number, Guid id, Guid? customer, DateTimeOffset at, OrderShape shape)
    {
        _orders.Add((id, number, customer, at, shape));
        AddItems(id, shape.Lines);
    }

    /// <summary>Says that this import has seen the order too.</summary>
    public async Task Touch(Guid order, CancellationToken ct)
    {
        await using var update = db.Command("UPDATE orders SET import_run_id = @run WHERE shop_id = @shop AND id = @id")
            .With("run", context.Run).With("shop", context.Shop.Value).With("id", order);
        await update.ExecuteNonQueryAsync(ct);
    }

    public async Task Grow(KnownOrder before, List<(int Number, OrderLine Line)> added, OrderShape now, CancellationToken ct)
    {
        var gone = await Erase("DELETE FROM order_items WHERE shop_id = @shop AND order_id = @order AND sku = 'adjustment'", before.Id, ct);
        List<(int Number, OrderLine Line)> lines = [.. added, .. now.Lines.Where(l => l.Line.Sku == OrderShape.AdjustmentSku)];
        await using var update = db.Command("UPDATE orders SET total_minor = @total, item_count = item_count + @count WHERE shop_id = @shop AND id = @id")
            .With("total", now.Total).With("count", lines.Count - gone).With("shop", context.Shop.Value).With("id", before.Id);
        await update.ExecuteNonQueryAsync(ct);
        AddItems(before.Id, lines);
    }

    public async Task Rewrite(KnownOrder before, Guid? customer, DateTimeOffset at, OrderShape now, CancellationToken ct)
    {
        await using var update = db.Command(
            """
            UPDATE orders SET import_run_id = @run, made_by_import = CASE WHEN made_by_import = @run THEN made_by_import ELSE NULL END, customer_id = @customer, ordered_at = @at,
                total_minor = @total, item_count = @count, refunded_minor = @refunded, trade_status = @trade, payment_status = @payment,
                courier = coalesce(@courier, courier), tracking_number = coalesce(@tracking, tracking_number), shipping_mark = coalesce(@mark, shipping_mark), version = version + 1, updated_at = @now
            WHERE shop_id = @shop AND id = @id
            """).With("run", context.Run).With("customer", customer).With("at", at).With("total", now.Total).With("count", now.Lines.Count).With("refunded", now.Refunded)
                .With("trade", now.Trade).With("payment", now.Payment).With("courier", now.Shipping.Courier).With("tracking", now.Shipping.TrackingNumber).With("mark", now.Shipping.Mark).With("now", _at).With("shop", context.Shop.Value).With("id", before.Id);
        await Erase("DELETE FROM order_items WHERE shop_id = @shop AND order_id = @order", before.Id, ct);
        await Erase("DELETE FROM order_refunds WHERE shop_id = @shop AND order_id = @order AND alone", before.Id, ct); // its own lines; they come again with the refunds
        await update.ExecuteNonQueryAsync(ct);
        AddItems(before.Id, now.Lines);
    }

    public async Task Write(CancellationToken ct)
    {
        if (_orders.Count > 0) await WriteOrders(ct);
        if (_items.Count > 0) await WriteItems(ct);
        if (_refunds.Count > 0) await WriteRefunds(ct);
    }

    private void AddItems(Guid order, IEnumerable<(int Number, OrderLine Line)> lines)
    {
        foreach (var (number, line) in lines)
        {
            _items.Add((order, number, line));
            if (line.Sku != OrderShape.AdjustmentSku) Items++;
        }
    }

    private async Task<int> Erase(string sql, Guid order, CancellationToken ct)
    {
        await using var delete = db.Command(sql).With("shop", context.Shop.Value).With("order", order);
        return await delete.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteOrders(CancellationToken ct)
    {
        var now = _at.ToUnixTimeMilliseconds();
        await using var orders = await BulkRows.Open(db, "orders",
            "shop_id, id, external_id, customer_id, trade_status, payment_status, currency, total_minor, refunded_minor, item_count, ordered_at, courier, tracking_number, shipping_mark, source, import_run_id, made_by_import, created_at, updated_at, version",
            ct);
        foreach (var (id, number, customer, at, shape) in _orders)
        {
            orders.Begin();
            orders.Id(context.Shop.Value);
            orders.Id(id);
            orders.Text(number);
            orders.Id(customer);
            orders.Text(shape.Trade.ToString());
            orders.Text(shape.Payment.ToString());
            orders.Text(context.Terms.Currency);
            orders.Number(shape.Total);
            orders.Number(shape.Refunded);
            orders.Small(shape.Lines.Count);
            orders.Number(at.ToUnixTimeMilliseconds());
            orders.Text(shape.Shipping.Courier);
            orders.Text(shape.Shipping.TrackingNumber);
            orders.Text(shape.Shipping.Mark);
            orders.Text(context.Preset.Name);
            orders.Id(context.Run);
            orders.Id(context.Run);
            orders.Number(now);
            orders.Number(now);
            orders.Small(1);
            orders.End();
        }

        await orders.Complete(ct);
    }

    private async Task WriteItems(CancellationToken ct)
    {
        await using var items = await BulkRows.Open(db, "order_items", "shop_id, order_id, line, sku, title, quantity, unit_price_minor, amount_minor", ct);
        foreach (var (order, number, line) in _items)
        {
            items.Begin();
            items.Id(context.Shop.Value);
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

    private async Task WriteRefunds(CancellationToken ct)
    {
        await using var refunds = await BulkRows.Open(db, "import_refunds",
            "shop_id, run_id, file_line, external_id, line, customer_id, sku, title, quantity, unit_price_minor, amount_minor, at, settled", ct);
        foreach (var (number, customer, at, line) in _refunds)
        {
            refunds.Begin();
            refunds.Id(context.Shop.Value);
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
}
