using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Conversations;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Alerts;

/// <summary>
/// Tells the person at this page what they asked to be told, by the rules of <see cref="DeskAlerts"/> and <see cref="WaitAlerts"/>: events as the desk
/// takes them in, waits once a second from the lists it has anyway. Each thing once; of several pages of a browser one makes the noise.
/// </summary>
internal sealed class DeskAlarm(
    DeskFeed feed, Inbox inbox, OpenConversation open, ConversationsClient conversations, Session session, Notifications notifications, AccountsClient accounts, HubLine line, Beat beat, Browser browser, Toasts toasts,
    Texts texts, Formats formats, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private const int Remembered = 300;
    private static readonly TimeSpan HoursLast = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FrontLasts = TimeSpan.FromSeconds(60);
    private readonly LinkedList<string> told = [];
    private DotNetObjectReference<DeskAlarm>? self;
    private OfficeHours hours = OfficeHours.Always;
    private DateTimeOffset hoursAt;
    private DateTimeOffset frontAt;
    private Guid shop;
    private bool front;

    public Signal Installing { get; } = new();

    public void Start()
    {
        if (self is not null) return;
        self = DotNetObjectReference.Create(this);
        feed.Applied += Hear;
        session.ShopChanged.Subscribe(Enter);
        beat.Ticked.Subscribe(Tick);
        open.Changed.Subscribe(() => browser.AlertShowing(open.Id?.ToString()));
        line.Changed.Subscribe(() => { if (line.State == LineState.Live) _ = TellFront(); });
        browser.AlertPage(self);
        Enter();
    }

    /// <summary>The page came to the front, or went behind something.</summary>
    [JSInvokable]
    public void Front(bool visible)
    {
        if (visible == front) return;
        front = visible;
        _ = TellFront();
    }

    /// <summary>A notice was clicked.</summary>
    [JSInvokable]
    public void Go(string url) => navigation.NavigateTo(url.TrimStart('/'));

    [JSInvokable]
    public void Installable() => Installing.Raise();

    public void Dispose() => self?.Dispose();

    private void Enter()
    {
        told.Clear();
        foreach (var wait in browser.Get<List<string>>(Waits) ?? []) told.AddLast(wait);
        (hours, hoursAt, shop) = (OfficeHours.Always, default, session.ShopId);
        if (session.State == SessionState.SignedIn) _ = toasts.Try(notifications.Load);
    }

    private string Waits => $"waits:{session.Me:N}";

    private WaitWatcher Watcher => new(
        session.Me, session.Shop?.TeamIds ?? [], notifications.Now.WaitSeconds,
        session.Shop?.Teams.Where(t => t.WaitSeconds is not null).ToDictionary(t => t.Id, t => t.WaitSeconds!.Value) ?? []);

    private void Hear(IReadOnlyList<LiveEvent> events)
    {
        if (!notifications.Loaded || session.Shop is not { } here) return;
        foreach (var live in events)
        {
            if (live.Name == DeskAlerts.Mention) { _ = HearCall(live); continue; }
            if (Inbox.Subject(live) is not { } id || DeskAlerts.Of(live, inbox.Find(id), session.Me, here.TeamIds, time.GetUtcNow()) is not { } alert) continue;
            Tell(alert);
        }
    }

    // Who is called mostly has the conversation not in view.
    private async Task HearCall(LiveEvent live)
    {
        var called = live.Read<MessageMentioned>();
        if (called.PersonId != session.Me) return;
        try
        {
            var row = inbox.Find(called.ConversationId) ?? (await conversations.Open(session.ShopId, called.ConversationId)).Row;
            if (DeskAlerts.Of(live, row, session.Me, [], time.GetUtcNow()) is { } alert) Tell(alert);
        }
        catch (ApiFailure) { } // the list of calls has it too
    }

    private void Tell(DeskAlert alert)
    {
        if (DeskAlerts.Wanted(notifications.Now, alert.Reason) && First(alert.Key)) Tell(alert.Key, alert.Row.Id.ToString(), texts.Of("alerts.title", alert.Reason), alert.Row);
    }

    private void Tick()
    {
        if (shop == Guid.Empty || session.ShopId != shop || !session.May(Permissions.Reply) || !notifications.Loaded) return;
        var now = time.GetUtcNow();
        if (now - hoursAt > HoursLast) { hoursAt = now; _ = LoadHours(); return; }
        if (front && now - frontAt > FrontLasts) _ = TellFront();
        if (!notifications.Now.LongWait) return;

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(session.Shop!.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        LongWait[] late = [.. WaitAlerts.Late(inbox.State.Rows.Values, Watcher, hours, zone, now).Where(w => First(KeyOf(w.Key)))];
        if (late.Length == 0) return;

        browser.Set(Waits, told.Where(k => k.StartsWith("wait:", StringComparison.Ordinal)).ToList());
        var longest = late[0];
        var many = late.Length > 1;
        if (browser.Visible() && late.Where(w => w.Row.Id != open.Id).ToArray() is [var first, ..] others) // who is on the screen needs no words
            toasts.Show(Words(others), ToastTone.Bad, texts["alerts.open"], () => { Go(Address(first.Row)); return Task.CompletedTask; });
        Tell(KeyOf(longest.Key), null, many ? Words(late) : texts["alerts.title.long_wait"], longest.Row);
    }

    private string Words(LongWait[] late) => late is [var one]
        ? texts["alerts.wait_one", Who.Of(one.Row, texts), formats.Wait(one.Waited)]
        : texts["alerts.waits_many", late.Length, formats.Wait(late[0].Waited)];

    private void Tell(string key, string? conversation, string title, ConversationRow row)
    {
        var mine = notifications.Now;
        if (QuietRules.IsQuiet(mine.Quiet, time.GetUtcNow())) return;
        var who = mine.ShowText ? $"{Who.Of(row, texts)} · {row.Number}" : row.Number;
        var notice = mine.Desktop ? new AlertNotice($"{title} · {who}", mine.ShowText ? row.Preview : texts["alerts.click"], "/" + Address(row)) : null;
        browser.Alert(key, conversation, mine.Tune.ToString().ToLowerInvariant(), mine.Sound ? mine.Volume : 0, notice);
    }

    private bool First(string key)
    {
        if (told.Contains(key)) return false;
        told.AddLast(key);
        if (told.Count > Remembered) told.RemoveFirst();
        return true;
    }

    private async Task LoadHours()
    {
        var of = session.ShopId;
        try
        {
            var found = await accounts.Hours(of);
            if (of == shop) hours = found;
        }
        catch (ApiFailure) { } // asked again later; until then as it was
    }

    private async Task TellFront()
    {
        frontAt = time.GetUtcNow();
        await line.Tell("Front", front);
    }

    private static string Address(ConversationRow row) => $"desk/{row.Id}";

    private static string KeyOf(WaitKey wait) => $"wait:{wait.Conversation:N}:{wait.Since.ToUnixTimeMilliseconds()}";
}
