using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Alerts;

/// <summary>
/// Sends what is due. Each notice is claimed by a conditional update with a lease; a node that dies lets it go by itself, and one that comes back late
/// ends nothing. What a push service cannot take now is tried again while it is still news; a device that is gone is forgotten.
/// </summary>
internal sealed class PushSender(IServiceScopeFactory scopes, PushKeys keys, PushLine line, XiaoerOptions options, TimeProvider time, ILogger<PushSender> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    /// <summary>Later than this after it was due it is no news any more.</summary>
    private static readonly TimeSpan News = TimeSpan.FromMinutes(10);
    private const int Batch = 32;
    private const int Most = 6;
    private readonly SemaphoreSlim _one = new(1, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, TimeProvider.System); // how often to look; what is due, the clock says
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await Send(stoppingToken) == Batch) { }
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException or DbUpdateException)
            {
                log.LogWarning("Notices wait for the store ({Reason})", e.GetType().Name);
            }
        }
    }

    /// <summary>One round, one at a time; answers how many were due.</summary>
    internal async Task<int> Send(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await SendDue(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    private async Task<int> SendDue(CancellationToken ct)
    {
        List<PushDelivery> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = time.Now();
            due = await scope.ServiceProvider.GetRequiredService<XiaoerDb>().Set<PushDelivery>().AsNoTracking()
                .Where(d => d.DueAt <= now).OrderBy(d => d.DueAt).Take(Batch).ToListAsync(ct);
        }

        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (delivery, token) => await Handle(delivery, token));
        return due.Count;
    }

    private async Task Handle(PushDelivery delivery, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var (now, epoch) = (time.Now(), delivery.Attempts + 1);
        var leased = now + Lease;
        var claimed = await db.Write(token => db.Set<PushDelivery>().Where(d => d.DeviceId == delivery.DeviceId && d.Key == delivery.Key && d.Attempts == delivery.Attempts && d.DueAt <= now)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.Attempts, epoch).SetProperty(d => d.DueAt, leased), token), ct);
        if (claimed == 0) return;

        var verdict = await scope.ServiceProvider.GetRequiredService<PushJudge>().Of(delivery, ct);
        if (verdict.DeviceOver)
        {
            await Forget(db, delivery.DeviceId, ct);
            return;
        }

        var (outcome, retry) = verdict.Notice is { } notice && now - delivery.DueAt <= News
            ? await Out(verdict.Device!, delivery, notice, ct)
            : (PushOutcome.Refused, null);
        switch (outcome)
        {
            case PushOutcome.Gone:
                await Forget(db, delivery.DeviceId, ct);
                break;
            case PushOutcome.Later when epoch < Most:
                var next = now + Pause(epoch, retry);
                await db.Write(token => Mine(db, delivery, epoch).ExecuteUpdateAsync(u => u.SetProperty(d => d.DueAt, next), token), ct);
                break;
            default:
                await db.Write(async token =>
                {
                    await Mine(db, delivery, epoch).ExecuteDeleteAsync(token);
                    if (outcome == PushOutcome.Sent) await db.Set<PushDevice>().Where(d => d.Id == delivery.DeviceId).ExecuteUpdateAsync(u => u.SetProperty(d => d.LastSentAt, now), token);
                }, ct);
                break;
        }
    }

    private async Task<(PushOutcome, TimeSpan?)> Out(PushDevice device, PushDelivery delivery, PushNotice notice, CancellationToken ct)
    {
        var (pair, endpoint) = (await keys.Get(ct), new Uri(device.Endpoint));
        var body = PushCrypto.Encrypt(JsonSerializer.SerializeToUtf8Bytes(notice, XiaoerJson.Options), device.P256dh, device.Auth);
        var subject = options.PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true ? options.PublicUrl : "https://xiaoer.dev";
        var answer = await line.Send(endpoint, body, PushCrypto.Vapid(pair.Key, pair.Public, endpoint, subject, time.GetUtcNow()), delivery.ConversationId.Value.ToString("N"), News, ct);
        if (answer.Outcome == PushOutcome.Refused) log.LogWarning("The push service {Host} refused a notice", endpoint.Host);
        return answer;
    }

    private static IQueryable<PushDelivery> Mine(XiaoerDb db, PushDelivery delivery, int epoch) =>
        db.Set<PushDelivery>().Where(d => d.DeviceId == delivery.DeviceId && d.Key == delivery.Key && d.Attempts == epoch);

    private static Task<int> Forget(XiaoerDb db, PushDeviceId device, CancellationToken ct) =>
        db.Write(token => db.Set<PushDevice>().Where(d => d.Id == device).ExecuteDeleteAsync(token), ct);

    private static TimeSpan Pause(int attempt, TimeSpan? asked) =>
        asked is { } wait && wait > TimeSpan.Zero && wait < News ? wait : TimeSpan.FromSeconds(5 * Math.Pow(2, attempt - 1));
}
