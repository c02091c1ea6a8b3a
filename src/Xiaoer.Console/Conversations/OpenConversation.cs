using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>
/// The conversation in the middle of the desk. A conversation seen before shows at once from memory and is brought up to date behind it;
/// a gap in the sequence is fetched, whatever the live line did or did not bring.
/// </summary>
internal sealed class OpenConversation(ConversationsClient client, Inbox inbox, Outbox outbox, HubLine line, Session session, Browser browser, TimeProvider time) : IDisposable
{
    private const int Remembered = 20;
    private static readonly TimeSpan TypingFades = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan MarkFades = TimeSpan.FromSeconds(4);
    private readonly Dictionary<Guid, (ConversationView View, ThreadState Thread, bool MoreAbove)> memory = [];
    private readonly List<Guid> recent = [];
    private CancellationTokenSource leaving = new();
    private long readUpTo;
    private bool fetching;
    private DateTimeOffset typingUntil;

    public Signal Changed { get; } = new(time, TimeSpan.FromMilliseconds(100));

    public Guid? Id { get; private set; }
    public ConversationView? View { get; private set; }
    public ThreadState? Thread { get; private set; }
    public bool MoreAbove { get; private set; }
    public bool LoadingOlder { get; private set; }
    public ApiFailure? Failure { get; private set; }

    /// <summary>The first entry nobody here had read when it was opened; 0: none.</summary>
    public long UnreadFrom { get; private set; }

    /// <summary>The entry a search led to; 0: none.</summary>
    public long Hit { get; private set; }

    /// <summary>Grows each time somebody is led to an entry, also to the same one again.</summary>
    public int Hits { get; private set; }

    /// <summary>It was a search that led here: there is a way back to it.</summary>
    public bool FromSearch { get; private set; }

    public ConversationRow? Row => Id is { } id ? inbox.Find(id) ?? View?.Row : null;
    public bool Mine => Row?.AssigneeId == session.Me;
    public string? Typing => typingUntil > time.GetUtcNow() ? typingName : null;
    public IReadOnlyList<Outgoing> Outgoing => Id is { } id ? outbox.Of(id) : [];
    private string? typingName;

    public async Task Open(Guid id)
    {
        if (Id == id && Failure is null) return;
        await Leave();
        Id = id;
        if (memory.TryGetValue(id, out var known)) (View, Thread, MoreAbove) = known;
        UnreadFrom = View is null ? 0 : FirstUnread(inbox.Find(id) ?? View.Row, Thread!);
        Changed.Raise();
        _ = line.Ask<bool>("Open", session.ShopId, id);
        await Renew(fresh: View is null, opening: true);
    }

    public async Task Close()
    {
        await Leave();
        Changed.Raise();
    }

    public void Forget()
    {
        memory.Clear();
        recent.Clear();
        (Id, View, Thread, Failure) = (null, null, null, null);
        Changed.Raise();
    }

    /// <summary>After a new connection: enter the thread again and fetch what was missed.</summary>
    public async Task Reenter()
    {
        if (Id is not { } id) return;
        readUpTo = 0;
        await line.Ask<bool>("Open", session.ShopId, id);
        await Renew(fresh: View is null);
    }

    /// <summary>Row, visitor and messages anew; the thread keeps what it has.</summary>
    public async Task Renew(bool fresh = false, bool opening = false)
    {
        if (Id is not { } id) return;
        var ct = leaving.Token;
        try
        {
            var view = await client.Open(session.ShopId, id, ct);
            if (Id != id) return;
            inbox.Put(view.Row);
            var page = view.Messages;
            var joins = Thread is not null && page.Items.Count > 0 && page.Items[0].Sequence <= Thread.Contiguous + 1;
            if (fresh || !joins)
            {
                (Thread, MoreAbove) = (ThreadState.From(id, page), page.Items.Count > 0 && page.Items[0].Sequence > 1);
                UnreadFrom = FirstUnread(view.Row, Thread);
            }
            else
            {
                Thread = ThreadReplay.Merge(Thread!, page with { More = false });
                if (opening && UnreadFrom == 0) UnreadFrom = FirstUnread(view.Row, Thread);
            }

            (View, Failure) = (view, null);
            Remember(id);
            foreach (var entry in page.Items) if (entry.ClientMessageId is { } mine) outbox.Seen(mine);
        }
        catch (ApiFailure failure)
        {
            if (Id != id || (View is not null && failure.Status is not (403 or 404))) return;
            // Not ours to see any more, e.g. handed to a team we are not in.
            memory.Remove(id);
            (View, Thread, Failure) = (null, null, failure);
        }
        catch (OperationCanceledException) { return; }
        Changed.Raise();
    }

    public async Task LoadOlder()
    {
        if (LoadingOlder || !MoreAbove || Id is not { } id || Thread is not { Entries.IsEmpty: false } thread) return;
        LoadingOlder = true;
        Changed.Raise();
        try
        {
            var page = await client.Before(session.ShopId, id, thread.Entries.Keys.First());
            if (Id != id) return;
            Thread = ThreadReplay.Merge(Thread!, page with { More = true });
            MoreAbove = page.Items.Count > 0 && page.Items[0].Sequence > 1;
            Remember(id);
        }
        catch (ApiFailure) { }
        finally { LoadingOlder = false; }
        Changed.Raise();
    }

    /// <summary>Marks an entry and loads the thread back to it.</summary>
    public async Task Reach(long sequence, bool search = true)
    {
        if (Hit == sequence || Id is not { } id) return;
        (Hit, FromSearch) = (sequence, search);
        for (var first = First; Id == id && Hit == sequence && MoreAbove && first > sequence; first = First)
        {
            if (LoadingOlder) await Task.Delay(TimeSpan.FromMilliseconds(50), time);
            else await LoadOlder();
            if (First == first && !LoadingOlder) break; // the line is down; scrolling up tries again
        }
        Changed.Raise();
    }

    /// <summary>Goes to an entry that another quotes, or that calls the reader, and marks it for a moment.</summary>
    public async Task Show(long sequence)
    {
        var turn = ++Hits;
        if (Hit == sequence) Changed.Raise();
        else await Reach(sequence, search: false);
        await Task.Delay(MarkFades, time);
        if (Hits == turn && Hit == sequence && !FromSearch) Unmark();
    }

    public void Unmark()
    {
        Hit = 0;
        Changed.Raise();
    }

    private long First => Thread is { Entries.IsEmpty: false } thread ? thread.Entries.Keys.First() : 0;

    /// <summary>The entries up to this one anew: the signed addresses of their pictures ran out.</summary>
    public async Task Refetch(long sequence)
    {
        if (Id is not { } id) return;
        try
        {
            var page = await client.Before(session.ShopId, id, sequence + 1);
            if (Id != id || Thread is null) return;
            Thread = ThreadReplay.Merge(Thread, page with { More = true });
            Remember(id);
        }
        catch (ApiFailure) { }
        Changed.Raise();
    }

    public void Apply(IReadOnlyList<LiveEvent> events)
    {
        if (Id is not { } id || Thread is null) return;
        var (before, identified, left) = (Thread, false, false);
        foreach (var live in events.Where(e => e.Name == VisitorEvents.Viewed)) Look(live.Read<VisitorViewed>().Visitor);
        foreach (var live in events.Where(e => Inbox.Subject(e) == id))
        {
            if (live.Name == ConversationEvents.MessagePosted) Add(live.Read<MessagePosted>().Message);
            else if (live.Name == ConversationEvents.Recalled) Thread = ThreadReplay.Apply(Thread, live);
            else if (live.Name == ConversationEvents.Typed) Note(live.Read<ConversationTyped>());
            else if (live.Name is ConversationEvents.Identified or ConversationEvents.Rated) identified = true;
            else if (live.Name == ConversationEvents.Left) left = true;
        }
        if (!ReferenceEquals(before, Thread)) Remember(id);
        if (left) _ = Reenter(); // in another team's hands: perhaps still ours to see, under another group
        else if (identified) _ = Renew();
        else if (Thread.HasGap || (inbox.Find(id)?.LastSequence ?? 0) > Thread.Contiguous) _ = FillGap();
        Changed.Raise();
    }

    /// <summary>Our own message was confirmed: it takes its place now, the event that follows changes nothing.</summary>
    public void Confirm(Outgoing sent, MessageAck ack)
    {
        if (Id != sent.Conversation || Thread is null) return;
        Add(new MessageView(ack.Id, ack.ConversationId, ack.Sequence, MessageAuthor.Agent, session.Me, session.MyName, sent.Kind, sent.Text, sent.Content, sent.Id, ack.At));
        if (Thread.HasGap) _ = FillGap();
        Changed.Raise();
    }

    /// <summary>Our own message was taken back: its words go now, the event that follows changes nothing.</summary>
    public void TakeBack(MessageView recalled)
    {
        if (Id != recalled.ConversationId || Thread is null) return;
        Thread = ThreadReplay.Recall(Thread, recalled);
        Remember(recalled.ConversationId);
        Changed.Raise();
    }

    /// <summary>The agent sees the end of the thread: everything up to it is read.</summary>
    public async Task MarkRead()
    {
        if (Id is not { } id || Thread is not { Contiguous: > 0 } thread || Row is not { } row || !browser.Visible()) return;
        if (!May || thread.Contiguous <= Math.Max(readUpTo, row.Marks.AgentRead)) return;
        readUpTo = thread.Contiguous;
        if (line.State == LineState.Live) await line.Tell("Read", session.ShopId, id, readUpTo);
        else
            try { await client.Read(session.ShopId, id, readUpTo); }
            catch (ApiFailure) { readUpTo = 0; }
    }

    public Task Type(bool typing) => Id is { } id && line.State == LineState.Live ? line.Tell("Typing", session.ShopId, id, typing) : Task.CompletedTask;

    /// <summary>Whoever only looks does not mark messages read for the one who answers.</summary>
    private bool May => Row is { } row && (row.AssigneeId is null || row.AssigneeId == session.Me);

    private void Add(MessageView message)
    {
        Thread = ThreadReplay.Add(Thread!, message);
        if (message.Author == MessageAuthor.Customer) typingUntil = default;
        if (message.ClientMessageId is { } mine) outbox.Seen(mine);
    }

    private void Look(VisitorRow seen)
    {
        if (View is not { } view || view.Visitor.Id != seen.Id) return;
        View = view with { Visitor = view.Visitor with { PageUrl = seen.PageUrl, PageTitle = seen.PageTitle, Product = seen.Product, Online = true, LastSeenAt = seen.LastSeenAt } };
    }

    private void Note(ConversationTyped typed)
    {
        if (typed.SenderId == session.Me) return;
        (typingName, typingUntil) = (typed.Author == MessageAuthor.Customer ? "" : typed.SenderName ?? "", typed.Typing ? time.GetUtcNow() + TypingFades : default);
    }

    private async Task FillGap()
    {
        if (fetching || Id is not { } id || Thread is not { } thread) return;
        fetching = true;
        try
        {
            for (var more = true; more && Id == id;)
            {
                var page = await client.After(session.ShopId, id, Thread.Contiguous);
                if (Id != id) return;
                Thread = ThreadReplay.Merge(Thread, page);
                foreach (var entry in page.Items) if (entry.ClientMessageId is { } mine) outbox.Seen(mine);
                more = page.More && page.Items.Count > 0;
            }
            Remember(id);
        }
        catch (ApiFailure) { }
        finally { fetching = false; }
        Changed.Raise();
    }

    public void Dispose() => leaving.Dispose();

    private async Task Leave()
    {
        await leaving.CancelAsync();
        leaving.Dispose();
        leaving = new CancellationTokenSource();
        if (Id is { } old) _ = line.Tell("Close", session.ShopId, old);
        (Id, View, Thread, MoreAbove, Failure, readUpTo, typingUntil, UnreadFrom, Hit) = (null, null, null, false, null, 0, default, 0, 0);
    }

    private void Remember(Guid id)
    {
        if (View is null || Thread is null) return;
        memory[id] = (View, Thread, MoreAbove);
        recent.Remove(id);
        recent.Add(id);
        if (recent.Count <= Remembered) return;
        memory.Remove(recent[0]);
        recent.RemoveAt(0);
    }

    private static long FirstUnread(ConversationRow row, ThreadState thread) => row.Unread == 0 ? 0
        : thread.Entries.Values.FirstOrDefault(m => m.Sequence > row.Marks.AgentRead && m.Author == MessageAuthor.Customer)?.Sequence ?? 0;
}
