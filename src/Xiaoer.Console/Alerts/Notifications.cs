using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Alerts;

/// <summary>What the person at this page wants to be told: fetched once, changed at once, followed when another page of theirs changes it.</summary>
internal sealed class Notifications
{
    private readonly NotificationsClient client;
    private readonly Session session;
    private Guid person;
    private int version;
    private Task saving = Task.CompletedTask;

    public Notifications(NotificationsClient client, Session session, HubLine line)
    {
        (this.client, this.session) = (client, session);
        line.Received += Hear;
    }

    public Signal Changed { get; } = new();
    public NotificationSettings Now { get; private set; } = NotificationSettings.Standard;
    public bool Loaded { get; private set; }

    public async Task Load()
    {
        if (person != session.Me) (Now, version, Loaded, person) = (NotificationSettings.Standard, 0, false, session.Me);
        if (session.State != SessionState.SignedIn) return;
        Take(await client.Get());
    }

    /// <summary>Shown and heard at once, then kept on the server; what the server refuses is taken back. One change after the other.</summary>
    public Task Choose(Func<NotificationSettings, NotificationSettings> change)
    {
        Now = change(Now);
        Changed.Raise();
        return saving = Save(saving, change);
    }

    private async Task Save(Task before, Func<NotificationSettings, NotificationSettings> change)
    {
        try { await before; }
        catch (ApiFailure) { } // told to whoever asked for it
        try { Take(await client.Choose(Now, version)); }
        catch (ApiFailure failure) when (failure.Status == 412)
        {
            // Another page was faster: this one change on top of what it chose.
            var fresh = await client.Get();
            Take(await client.Choose(change(fresh.Settings), fresh.Version));
        }
        catch (ApiFailure)
        {
            await Again();
            throw;
        }
    }

    private async Task Again()
    {
        try { Take(await client.Get()); }
        catch (ApiFailure) { } // without a line the page keeps what it shows
    }

    private void Hear(IReadOnlyList<LiveEvent> events)
    {
        foreach (var live in events.Where(e => e.Name == ConversationEvents.NotificationsChanged))
            if (live.Read<NotificationsChanged>() is var told && told.PersonId == session.Me && told.View.Version > version) Take(told.View);
    }

    private void Take(NotificationsView view)
    {
        (Now, version, Loaded) = (view.Settings, view.Version, true);
        Changed.Raise();
    }
}
