using FsCheck.Xunit;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Conversations.Alerts;

/// <summary>When a customer has waited too long, and for whom (A3.4).</summary>
public class WaitAlertsTests
{
    private static readonly Guid Me = Rows.Id(1), Colleague = Rows.Id(2), Sales = Rows.Id(3), Aftersales = Rows.Id(4);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    // A Monday; the shop answers from nine to six on its own clock.
    private static readonly OfficeHours NineToSix = new([.. Enum.GetValues<DayOfWeek>().Select(d => new OpenPeriod(d, 9 * 60, 18 * 60))], []);
    private static readonly WaitWatcher Usual = new(Me, [Sales], null, new Dictionary<Guid, int>());

    [Theory]
    [InlineData(19, null, null, false)]
    [InlineData(20, null, null, true)]
    [InlineData(44, null, 45, false)]
    [InlineData(45, null, 45, true)]
    [InlineData(44, 30, 45, true)] // one's own limit goes before the team's, shorter or longer
    [InlineData(45, 60, 45, false)]
    public void A_wait_is_too_long_from_the_limit_on(int waited, int? own, int? team, bool late)
    {
        var watcher = Usual with { Own = own, OfTeams = team is { } limit ? new Dictionary<Guid, int> { [Sales] = limit } : new Dictionary<Guid, int>() };

        Late(Waiting(Rows.Noon.AddSeconds(-waited)), watcher).ShouldBe(late);
    }

    [Theory]
    [InlineData(ConversationStatus.Open, true, true)]
    [InlineData(ConversationStatus.Waiting, true, true)]
    [InlineData(ConversationStatus.Open, false, false)] // a colleague's
    [InlineData(ConversationStatus.Resolved, true, false)]
    public void It_is_told_to_who_has_the_conversation(ConversationStatus status, bool mine, bool told) =>
        Late(Waiting(Rows.Noon.AddMinutes(-5)) with { Status = status, AssigneeId = mine ? Me : Colleague }).ShouldBe(told);

    [Fact]
    public void A_queue_is_told_to_its_team()
    {
        var queued = Waiting(Rows.Noon.AddMinutes(-5)) with { Status = ConversationStatus.Queued, AssigneeId = null };

        Late(queued).ShouldBeTrue();
        Late(queued with { TeamId = Aftersales }).ShouldBeFalse();
    }

    [Fact]
    public void Who_was_answered_does_not_wait() => Late(Waiting(null)).ShouldBeFalse();

    /// <summary>An automatic reply ends no wait, and begins none.</summary>
    [Fact]
    public void Automatic_messages_change_nothing()
    {
        var asked = ConversationRules.After(new ConversationTurn(ConversationStatus.Open, null, 0), MessageAuthor.Customer, MessageKind.Text, Rows.Noon.AddSeconds(-30));
        var replied = ConversationRules.After(asked, MessageAuthor.Automatic, MessageKind.Text, Rows.Noon.AddSeconds(-29));
        var greeted = ConversationRules.After(new ConversationTurn(ConversationStatus.Open, null, 0), MessageAuthor.Automatic, MessageKind.Text, Rows.Noon.AddSeconds(-30));

        Late(Waiting(replied.WaitingSince)).ShouldBeTrue();
        Late(Waiting(greeted.WaitingSince)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-11-23T17:59:00", "2026-11-23T17:59:59", 59)]
    [InlineData("2026-11-23T17:59:00", "2026-11-23T18:30:00", null)] // closed: nobody is late
    [InlineData("2026-11-23T22:00:00", "2026-11-24T08:59:59", null)]
    [InlineData("2026-11-23T22:00:00", "2026-11-24T09:00:07", 7)] // begun at night: counts from opening
    public void Nobody_is_late_while_the_shop_is_closed(string since, string now, int? seconds)
    {
        var waited = WaitAlerts.Waited(Local(since), Local(now), NineToSix, Shanghai);

        waited.ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);
    }

    [Fact]
    public void The_longest_wait_comes_first()
    {
        var late = WaitAlerts.Late([Waiting(Rows.Noon.AddSeconds(-30)), Waiting(Rows.Noon.AddSeconds(-90)) with { Id = Rows.Id(51) }], Usual, OfficeHours.Always, TimeZoneInfo.Utc, Rows.Noon);

        late.Select(w => (int)w.Waited.TotalSeconds).ShouldBe([90, 30]);
    }

    [Property]
    public bool Once_too_long_it_stays_too_long_until_answered(ushort waited, ushort further) =>
        !Late(Waiting(Rows.Noon.AddSeconds(-waited))) || WaitAlerts.Late([Waiting(Rows.Noon.AddSeconds(-waited))], Usual, OfficeHours.Always, TimeZoneInfo.Utc, Rows.Noon.AddSeconds(further)).Count == 1;

    [Property]
    public bool A_wait_keeps_its_key_however_often_it_is_looked_at(ushort waited)
    {
        var row = Waiting(Rows.Noon.AddSeconds(-waited - WaitAlerts.Standard));
        return WaitAlerts.Late([row with { Unread = 9, LastSequence = 40 }], Usual, OfficeHours.Always, TimeZoneInfo.Utc, Rows.Noon).Single().Key == new WaitKey(row.Id, row.WaitingSince!.Value);
    }

    private static DateTimeOffset Local(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    private static bool Late(ConversationRow row, WaitWatcher? watcher = null) =>
        WaitAlerts.Late([row], watcher ?? Usual, OfficeHours.Always, TimeZoneInfo.Utc, Rows.Noon).Count == 1;

    private static ConversationRow Waiting(DateTimeOffset? since) => Rows.Row(50) with { Status = ConversationStatus.Open, AssigneeId = Me, TeamId = Sales, WaitingSince = since };
}
