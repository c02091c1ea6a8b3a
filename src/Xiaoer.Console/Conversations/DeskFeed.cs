using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Customers;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>
/// Keeps the desk true: live events as they come, a poll of the numbered events as a safety net (and as the way when the line is down),
/// a fresh snapshot after each connection or when the server says that too much was missed.
/// </summary>
internal sealed class DeskFeed : IDisposable
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Hasty = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly ConversationsClient client;
    private readonly Session session;
    private readonly HubLine line;
    private readonly Inbox inbox;
    private readonly OpenConversation open;
    private readonly Outbox outbox;
    private readonly Seat seat;
    private readonly CustomerChanges customers;
    private readonly TimeProvider time;
    private CancellationTokenSource? running;
    private Guid shop;

    /// <summary>Up to here nothing is missing. Live events do not move it: one of them may have been lost.</summary>
    private long cursor;

    public DeskFeed(ConversationsClient client, Session session, HubLine line, Inbox inbox, OpenConversation open, Outbox outbox, Seat seat, CustomerChanges customers, TimeProvider time)
    {
        (this.client, this.session, this.line, this.inbox, this.open) = (client, session, line, inbox, open);
        (this.outbox, this.seat, this.customers, this.time) = (outbox, seat, customers, time);
        line.Received += Apply;
        line.Entering = Enter;
        line.Dismissed += code => { if (code is "signed_out" or "disabled") session.End(); };
        line.Changed.Subscribe(() => { if (line.State == LineState.Live) outbox.Hurry(); });
        outbox.Confirmed += open.Confirm;
        session.ShopChanged.Subscribe(() => _ = Follow());
    }

    /// <summary>What just happened, after lists and thread have taken it in; the same event may come twice.</summary>
    public event Action<IReadOnlyList<LiveEvent>>? Applied;

    /// <summary>The lists could not be fetched at all yet.</summary>
    public ApiFailure? Failure { get; private set; }

    public async Task Follow()
    {
        if (shop == session.ShopId) return;
        shop = session.ShopId;
        await Stop();
        inbox.Clear();
        open.Forget();
        seat.Forget();
        if (shop == Guid.Empty || !session.May(Permissions.ReadConversations)) return;

        running = new CancellationTokenSource();
        outbox.Load();
        line.Start();
        _ = Poll(running.Token);
        _ = seat.Load();
        await Snapshot();
    }

    /// <summary>Another list comes into view; some lists hear more than others.</summary>
    public async Task Choose(InboxFilter filter)
    {
        await inbox.Choose(filter);
        await Watch();
    }

    /// <summary>A saved view comes into view.</summary>
    public async Task Choose(SavedViewView view)
    {
        await inbox.Choose(view);
        await Watch();
    }

    private async Task Watch() => await line.Tell("Watch", session.ShopId, inbox.Filter is InboxFilter.All or InboxFilter.Resolved);

    /// <summary>Fetches everything anew; the first time, or when a person asks after a failure.</summary>
    public async Task Snapshot()
    {
        try
        {
            cursor = await inbox.Refresh();
            Failure = null;
        }
        catch (ApiFailure failure) { Failure = failure; }
        inbox.Changed.Raise();
    }

    public void Dispose() => running?.Dispose();

    private async Task Stop()
    {
        if (running is not null) await running.CancelAsync();
        running?.Dispose();
        running = null;
        await line.Stop();
    }

    private async Task Enter()
    {
        if (await line.Ask<long?>("Enter", session.ShopId) is null) throw new IOException("The hub did not let us in.");
        await Watch();
        await Task.WhenAll(Snapshot(), open.Reenter());
        if (Failure is { } failure) throw failure;
    }

    private void Apply(IReadOnlyList<LiveEvent> events)
    {
        inbox.Apply(events);
        open.Apply(events);
        customers.Apply(events);
        if (events.Any(e => e.Name is ConversationEvents.Assigned or ConversationEvents.StatusChanged)) _ = seat.Renew();
        Applied?.Invoke(events);
    }

    private async Task Poll(CancellationToken ct)
    {
        var renewed = time.GetUtcNow();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(line.State == LineState.Live ? Calm : Hasty, time, ct);
                if (cursor == 0) { await Snapshot(); continue; }
                var page = await client.Events(shop, cursor);
                if (ct.IsCancellationRequested) return;
                if (page.ReloadRequired) { await Snapshot(); await open.Renew(); }
                else { Apply(page.Events); cursor = Math.Max(cursor, page.Cursor); }
                if (line.State == LineState.Down) line.TryNow();
                outbox.Hurry();
                if (time.GetUtcNow() - renewed < Fresh) continue;
                renewed = time.GetUtcNow();
                await open.Renew(); // whether the visitor is still there, and where
            }
            catch (ApiFailure) { }
            catch (System.Text.Json.JsonException) { await Snapshot(); } // events of a newer server
            catch (OperationCanceledException) { return; }
        }
    }
}
