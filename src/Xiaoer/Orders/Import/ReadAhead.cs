using System.Threading.Channels;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>One thread reads ahead while the other writes; at most two batches wait.</summary>
internal static class ReadAhead
{
    public static async Task Each<TBatch>(
        IEnumerable<TBatch> batches, Func<TBatch, Task> commit, Func<TBatch, (long Rows, double Fraction)> extent, long rows, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ahead = Channel.CreateBounded<TBatch>(2);
        var reading = Task.Run(async () =>
        {
            try
            {
                foreach (var batch in batches) await ahead.Writer.WriteAsync(batch, stop.Token);
                ahead.Writer.Complete();
            }
            catch (Exception e)
            {
                ahead.Writer.Complete(e is InvalidDataException ? ImportRefused.Damaged() : e);
            }
        }, ct);

        try
        {
            await foreach (var batch in ahead.Reader.ReadAllAsync(ct))
            {
                var (read, fraction) = extent(batch);
                if (read > 0) await commit(batch);
                progress?.Report(new ImportProgress("reading", rows += read, fraction));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }
}
