using System.Text.Json;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>The desk's lists: snapshots from the server, kept true by live events, in an order that stands still under the pointer.</summary>
internal sealed class Inbox(ConversationsClient client, Session session, TimeProvider time)
{
    private readonly Dictionary<InboxFilter, string?> next = [];
    private readonly Dictionary<InboxFilter, ApiFailure> failures = [];
    private readonly List<LiveEvent> meanwhile = [];
    private IReadOnlyList<ConversationRow> shown = [];
    private bool held;
    private int loading;
    private bool recounting;
    private readonly HashSet<Guid> inView = [];
    private string? nextInView;
    private bool viewLoaded;
    private bool renewing;
    private ApiFailure? viewFailure;

    public Signal Changed { get; } = new(time, TimeSpan.FromMilliseconds(100));
    public InboxState State { get; private set; } = InboxState.Empty;
    public InboxCounts Counts { get; private set; } = new(0, 0, 0);
    public InboxFilter Filter { get; private set; } = InboxFilter.Mine;
    public string Search { get; private set; } = "";

    /// <summary>The saved view in place of a list.</summary>
    public SavedViewView? View { get; private set; }

    /// <summary>What is on screen, as the server is asked for it.</summary>
    public InboxConditions Conditions => View?.Conditions ?? new InboxConditions(Filter);

    /// <summary>The list in view has been fetched at least once.</summary>
    public bool Loaded => View is null ? next.ContainsKey(Filter) : viewLoaded;
    /// <summary>Why the list in view could not be fetched; null: it could, or is on its way.</summary>
    public ApiFailure? Failure => View is null ? failures.GetValueOrDefault(Filter) : viewFailure;
    public bool More => View is null ? next.GetValueOrDefault(Filter) is not null : nextInView is not null;
    public bool Fetching => loading > 0;

    public ConversationRow? Find(Guid id) => State.Rows.GetValueOrDefault(id);

    public IReadOnlyList<ConversationRow> Rows
    {
        get
        {
            var fresh = (View is null ? State.List(Filter, session.Me) : InboxState.Sort(State.Rows.Values.Where(r => inView.Contains(r.Id) && Belongs(r)))).Where(Matches).ToArray();
            return shown = held ? HeldOrder.Keep(shown, fresh, Find) : fresh;
        }
    }

    public bool Belongs(ConversationRow row) => View is { } view ? view.Conditions.Shows(row, session.Me, time.GetUtcNow()) : InboxState.Shows(Filter, row, session.Me);

    public void Clear()
    {
        next.Clear();
        failures.Clear();
        Unview();
        (State, Counts, shown, Search) = (InboxState.Empty, new(0, 0, 0), [], "");
        Changed.Raise();
    }

    public void Hold(bool hold)
    {
        if (held == hold) return;
        held = hold;
        if (!hold) Changed.Raise();
    }

    public void Find(string text)
    {
        Search = text.Trim();
        held = false;
        Changed.Raise();
    }

    public async Task Choose(InboxFilter filter)
    {
        if (filter == Filter && View is null && Loaded) return;
        Unview();
        (Filter, held) = (filter, false);
        Changed.Raise();
        await Fetch(filter);
    }

    /// <summary>A saved view comes into view; what belongs to it, the server says.</summary>
    public async Task Choose(SavedViewView view)
    {
        Unview();
        (View, Filter, held) = (view, view.Conditions.List, false);
        Changed.Raise();
        await FetchView();
    }

    private void Unview()
    {
        (View, nextInView, viewLoaded, viewFailure) = (null, null, false, null);
        inView.Clear();
    }

    private async Task FetchView()
    {
        if (View is not { } view) return;
        viewFailure = null;
        try
        {
            await While(async shop =>
            {
                // As many pages as were in view before: nothing that was loaded goes away under the eyes.
                var (rows, next) = (new List<ConversationRow>(), (string?)null);
                do
                {
                    var page = await client.List(shop, view.Conditions, next);
                    if (shop != session.ShopId || View != view) return;
                    rows.AddRange(page.Items);
                    next = page.Next;
                }
                while (next is not null && rows.Count < inView.Count);
                State = State.With(rows);
                inView.Clear();
                inView.UnionWith(rows.Select(r => r.Id));
                (nextInView, viewLoaded) = (next, true);
            });
        }
        catch (ApiFailure failure)
        {
            if (View == view) viewFailure = failure;
            Changed.Raise();
            throw;
        }
    }

    /// <summary>Something moved: what is in the view now, only the server can say.</summary>
    private async Task RenewView()
    {
        if (renewing || View is null) return;
        renewing = true;
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(2), time);
            renewing = false;
            await FetchView();
        }
        catch (ApiFailure) { }
        finally { renewing = false; }
    }

    /// <summary>Fresh snapshots of what is in view and of what the badges need. Returns the cursor up to which the lists are true.</summary>
    public async Task<long> Refresh()
    {
        var wanted = new HashSet<InboxFilter> { Filter, InboxFilter.Mine, InboxFilter.Queue };
        foreach (var stale in next.Keys.Where(f => !wanted.Contains(f)).ToArray()) next.Remove(stale);
        var cursors = await Task.WhenAll(wanted.Select(Fetch));
        if (View is not null) await FetchView();
        return cursors.Min();
    }

    public async Task LoadMore()
    {
        if (View is { } view)
        {
            if (Fetching || nextInView is not { } behind) return;
            await While(async shop =>
            {
                var page = await client.List(shop, view.Conditions, behind);
                if (shop != session.ShopId || View != view) return;
                State = State.With(page.Items);
                inView.UnionWith(page.Items.Select(r => r.Id));
                nextInView = page.Next;
            });
            return;
        }

        if (Fetching || next.GetValueOrDefault(Filter) is not { } cursor) return;
        var filter = Filter;
        await While(async shop =>
        {
            var page = await client.List(shop, filter, cursor);
            if (shop != session.ShopId) return;
            State = State.With(page.Items);
            next[filter] = page.Next;
        });
    }

    public void Put(ConversationRow row)
    {
        var before = Find(row.Id);
        State = InboxReplay.Put(State, row);
        Recount(before, Find(row.Id), row.Id, known: before is not null);
        Changed.Raise();
    }

    public void Apply(IReadOnlyList<LiveEvent> events)
    {
        if (Fetching) meanwhile.AddRange(events);
        foreach (var live in events)
        {
            if (Subject(live) is not { } id) continue;
            var before = Find(id);
            if (before is null && live.Name is (ConversationEvents.MessagePosted or ConversationEvents.Read or ConversationEvents.Left)) continue;
            State = InboxReplay.Apply(State, live);
            Recount(before, Find(id), id, known: before is not null || live.Name == ConversationEvents.Opened);
        }
        if (View is not null && events.Any(e => e.Name != ConversationEvents.Typed)) _ = RenewView();
        Changed.Raise();
    }

    private async Task<long> Fetch(InboxFilter filter)
    {
        var cursor = 0L;
        failures.Remove(filter);
        try
        {
            await While(async shop =>
            {
                var page = await client.List(shop, filter);
                if (shop != session.ShopId) return;
                State = State.Refresh(filter, session.Me, page.Items, complete: page.Next is null, page.Cursor);
                (next[filter], Counts, cursor) = (page.Next, page.Counts, page.Cursor);
            });
        }
        catch (ApiFailure failure)
        {
            failures[filter] = failure;
            Changed.Raise();
            throw;
        }

        return cursor;
    }

    private async Task While(Func<Guid, Task> fetch)
    {
        loading++;
        try { await fetch(session.ShopId); }
        finally
        {
            loading--;
            State = InboxReplay.Apply(State, meanwhile);
            if (loading == 0) meanwhile.Clear();
            Changed.Raise();
        }
    }

    private void Recount(ConversationRow? before, ConversationRow? after, Guid id, bool known)
    {
        if (ReferenceEquals(before, after)) return;
        if (!known) { _ = CountAgain(); return; }
        Counts = new(Step(InboxFilter.Mine, Counts.Mine), Step(InboxFilter.Queue, Counts.Queue), Step(InboxFilter.All, Counts.All));

        int Step(InboxFilter filter, int count) =>
            Math.Max(0, count + (after is not null && Shows(filter, after) ? 1 : 0) - (before is not null && Shows(filter, before) ? 1 : 0));
        bool Shows(InboxFilter filter, ConversationRow row) => InboxState.Shows(filter, row, session.Me);
    }

    /// <summary>A conversation nobody here knew moved: only the server can say how many there are now.</summary>
    private async Task CountAgain()
    {
        if (recounting) return;
        recounting = true;
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            Counts = (await client.List(session.ShopId, InboxFilter.Mine, limit: 1)).Counts;
            Changed.Raise();
        }
        catch (ApiFailure) { }
        finally { recounting = false; }
    }

    private bool Matches(ConversationRow row) => Search.Length == 0
        || row.Name.Contains(Search, StringComparison.OrdinalIgnoreCase)
        || row.Number.Contains(Search, StringComparison.OrdinalIgnoreCase)
        || row.Preview.Contains(Search, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whom an event is about, without reading the whole of it.</summary>
    internal static Guid? Subject(LiveEvent live)
    {
        var data = live.Data;
        if (data.ValueKind != JsonValueKind.Object) return null;
        if (data.TryGetProperty("conversation_id", out var id) && id.TryGetGuid(out var direct)) return direct;
        if (data.TryGetProperty("message", out var message) && message.TryGetProperty("conversation_id", out id) && id.TryGetGuid(out var posted)) return posted;
        return data.TryGetProperty("row", out var row) && row.TryGetProperty("id", out id) && id.TryGetGuid(out var changed) ? changed : null;
    }
}
