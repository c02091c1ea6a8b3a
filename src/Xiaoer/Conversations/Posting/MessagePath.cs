using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Posting;

/// <summary>
/// The short road of a message: bounded channel → group commit → acknowledge → live. While one batch commits the next gathers, so batches grow
/// with the load and nobody waits for a timer. An acknowledgement never waits for a live send.
/// </summary>
internal sealed class MessagePath(IMessageStore store, MessageFanout fanout, XiaoerOptions options, TimeProvider time, ILogger<MessagePath> log) : BackgroundService
{
    private const int LargestBatch = 512;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly Meter Meter = new("Xiaoer");
    private static readonly Counter<long> Posted = Meter.CreateCounter<long>("xiaoer_messages_posted", description: "Messages stored");
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("xiaoer_message_batch", description: "Messages per commit");
    private static readonly Histogram<double> CommitMs = Meter.CreateHistogram<double>("xiaoer_message_commit", "ms", "Time of one group commit");

    private readonly Channel<PendingMessage> _waiting = System.Threading.Channels.Channel.CreateBounded<PendingMessage>(
        new BoundedChannelOptions(options.Limits.PendingMessages) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Stores one message; answers after the commit, or at once with <c>slow_down</c> when too many wait.</summary>
    public Task<SendResult> Post(PendingMessage message) =>
        _waiting.Writer.TryWrite(message) ? message.Done : Task.FromResult(new SendResult(null, "slow_down", RetryAfterMs: 2000));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<PendingMessage>(LargestBatch);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var message)) batch.Add(message);
            await Commit(batch, time.GetTimestamp(), stoppingToken);
            batch.Clear();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete(); // what was accepted is still committed
        await base.StopAsync(cancellationToken);
    }

    // A failed commit may have happened: the next try finds by key what was stored, so a repeat never doubles anything.
    private async Task Commit(List<PendingMessage> batch, long started, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var plan = await store.Commit(batch, CancellationToken.None);
                plan.Finish();
                fanout.Announce(plan.Posts);
                Posted.Add(plan.Posts.Count);
                BatchSize.Record(batch.Count);
                CommitMs.Record(time.GetElapsedTime(started).TotalMilliseconds);
                return;
            }
            catch (Exception e) when (StoreFailure.IsRefusal(e) && (batch.Count > 1 || attempt > 1))
            {
                // What the store never takes must not hold up the others. Alone it gets a second try: the same message may just have come by another node.
                if (batch.Count > 1)
                {
                    foreach (var message in batch) await Commit([message], started, stopping);
                    return;
                }

                log.LogError(e, "The store refuses message {Id}", batch[0].Id);
                batch[0].Finish(new SendResult(null, "bad_content"));
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or IOException or TimeoutException)
            {
                log.LogWarning(e, "A batch of {Count} messages was not committed (try {Attempt})", batch.Count, attempt);
                if (stopping.IsCancellationRequested || time.GetElapsedTime(started) > Patience)
                {
                    foreach (var message in batch) message.Finish(new SendResult(null, "unavailable", RetryAfterMs: 1000));
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 50 << Math.Min(attempt, 5))), time, CancellationToken.None);
            }
        }
    }
}
