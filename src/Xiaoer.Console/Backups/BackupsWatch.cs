using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Backups;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Backups;

/// <summary>
/// What an owner's console knows of the backups: looked at every few minutes for the alarm, every two seconds while one is being made. For everybody
/// else it asks nothing.
/// </summary>
internal sealed class BackupsWatch : IDisposable
{
    public const int PageSize = 20;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private readonly BackupsClient client;
    private readonly Session session;
    private readonly TimeProvider time;
    private ITimer? timer;

    public BackupsWatch(BackupsClient client, Session session, TimeProvider time)
    {
        (this.client, this.session, this.time) = (client, session, time);
        session.Changed.Subscribe(Follow);
    }

    public Signal Changed { get; } = new();

    /// <summary>The newest backups; null until they were asked for, and for who may not see them.</summary>
    public BackupsView? View { get; private set; }

    public ApiFailure? Failure { get; private set; }

    /// <summary>Owns a shop here. Whether it is all of them the server knows.</summary>
    public bool MayAsk => session.View?.Shops.Any(s => s.Roles.Contains(Role.Owner)) == true;

    public bool Refused => Failure is { Status: 403 };

    public BackupView? Making => View?.Backups.Items.FirstOrDefault(b => b.State is BackupState.Wanted or BackupState.Running);

    public BackupView? LastFailed => View is { Alarm: BackupAlarm.Failed } view ? view.Backups.Items.FirstOrDefault(b => b.State == BackupState.Failed) : null;

    /// <summary>Starts to look, when there is somebody to look for; the page's own start comes first.</summary>
    public void Follow()
    {
        if (!MayAsk) Stop();
        else timer ??= time.CreateTimer(_ => _ = Load(), null, Settle, Calm);
    }

    public async Task Load()
    {
        try
        {
            View = await client.List(null, PageSize);
            Failure = null;
        }
        catch (ApiFailure failure)
        {
            Failure = failure;
            if (Refused) View = null;
        }

        if (Refused) timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        else timer?.Change(Making is null ? Calm : Busy, Calm);
        Changed.Raise();
    }

    public async Task Want()
    {
        await client.Want();
        await Load();
    }

    public void Dispose() => timer?.Dispose();

    private void Stop()
    {
        timer?.Dispose();
        (timer, View, Failure) = (null, null, null);
        Changed.Raise();
    }
}
