using System.Data.Common;
using Xiaoer.Orders.Import.Bulk;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import.Undo;

/// <summary>The orders and refunds an import made.</summary>
internal sealed class MadeRows(XiaoerDb db, ImportRun run, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <summary>Gives refunds back that the import booked on orders of others; 0 when none is left.</summary>
    public async Task<int> ForgetRefunds(CancellationToken ct)
    {
        var refunds = new List<(string Document, int Line, Guid Order, long Amount)>();
        await using (var find = db.Command(
            """
            SELECT r.external_id, r.line, r.order_id, r.amount_minor FROM order_refunds r JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
            WHERE r.shop_id = @shop AND r.import_run_id = @run AND NOT r.alone AND (o.import_run_id IS NULL OR o.import_run_id <> @run) LIMIT @most
            """).With("shop", run.ShopId.Value).With("run", run.Id).With("most", AtOnce))
        {
            await using var reader = await find.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) refunds.Add((reader.GetString(0), reader.GetInt32(1), reader.ReadGuid(2), reader.GetInt64(3)));
        }

        foreach (var refund in refunds)
        {
            await using var back = db.Command(
                """
                UPDATE orders SET refunded_minor = refunded_minor - @amount, version = version + 1, updated_at = @now,
                    payment_status = CASE WHEN refunded_minor = @amount THEN 'Paid' ELSE 'PartlyRefunded' END
                WHERE shop_id = @shop AND id = @order AND refunded_minor >= @amount
                """).With("amount", refund.Amount).With("now", time.Now()).With("shop", run.ShopId.Value).With("order", refund.Order);
            await back.ExecuteNonQueryAsync(ct);
            await using var forget = db.Command("DELETE FROM order_refunds WHERE shop_id = @shop AND external_id = @document AND line = @line")
                .With("shop", run.ShopId.Value).With("document", refund.Document).With("line", refund.Line);
            await forget.ExecuteNonQueryAsync(ct);
        }

        return refunds.Count;
    }

    /// <summary>Deletes some of the orders; those that something else needs stay. False when none is left.</summary>
    public async Task<bool> DeleteOrders(Func<int, Task> count, CancellationToken ct)
    {
        List<Guid> some = [];
        try
        {
            await db.Write(async token =>
            {
                some = await Made(token);
                await count(await Delete(some, token));
            }, ct);
        }
        catch (DbException e) when (Races.IsForeignKey(e))
        {
            foreach (var one in some) await DeleteOne(one, count, ct);
        }

        return some.Count > 0;
    }

    private async Task DeleteOne(Guid order, Func<int, Task> count, CancellationToken ct)
    {
        try
        {
            await db.Write(async token => await count(await Delete([order], token)), ct);
        }
        catch (DbException e) when (Races.IsForeignKey(e))
        {
            await db.Write(async token =>
            {
                await using var keep = db.Command("UPDATE orders SET made_by_import = NULL WHERE shop_id = @shop AND id = @order").With("shop", run.ShopId.Value).With("order", order);
                await keep.ExecuteNonQueryAsync(token);
            }, ct);
        }
    }

    private async Task<List<Guid>> Made(CancellationToken ct)
    {
        var ids = new List<Guid>();
        await using var find = db.Command("SELECT id FROM orders WHERE shop_id = @shop AND made_by_import = @run LIMIT @most")
            .With("shop", run.ShopId.Value).With("run", run.Id).With("most", AtOnce);
        await using var reader = await find.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) ids.Add(reader.ReadGuid(0));
        return ids;
    }

    private async Task<int> Delete(List<Guid> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return 0;
        await using var delete = db.Command($"DELETE FROM orders WHERE shop_id = @shop AND made_by_import = @run AND id {db.OneOfIds("ids")}")
            .With("shop", run.ShopId.Value).With("run", run.Id).WithList("ids", orders);
        return await delete.ExecuteNonQueryAsync(ct);
    }
}
