using Xiaoer.Orders.Import.Presets;

namespace Xiaoer.Orders.Import;

/// <summary>Reads a file into batches, skipping what an earlier start has committed.</summary>
internal static class OrderBatches
{
    public static IEnumerable<OrderBatch> Read(string path, ImportPlan plan, ImportTerms terms, long committedLine, int size)
    {
        using var source = plan.Open(path, out var columns);
        var (records, rows) = (source.Records, plan.Preset.Reader(columns, terms));
        var totals = columns.Has("paid") || plan.Preset.Rows != RowsAre.Orders;
        var batch = new OrderBatch { KnowsTotals = totals };
        string? last = null;
        while (records.Read())
        {
            if (records.Line <= committedLine) continue;

            var line = rows.Read(records, out var reason);
            if ((batch.Rows >= size && line?.Order != last) || batch.Rows >= size * 4L)
            {
                batch.Fraction = source.Fraction;
                yield return batch;
                batch = new OrderBatch { KnowsTotals = totals };
            }

            if (line is not null) batch.Add(line);
            else batch.Reject(records.Line, reason!, records.Shown());
            last = line?.Order ?? last;
        }

        batch.Fraction = 1;
        yield return batch;
    }
}
