using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Conversations.Alerts;

/// <summary>Which events are told to whom (A3.3).</summary>
public class DeskAlertsTests
{
    private static readonly Guid Me = Rows.Id(1), Colleague = Rows.Id(2), Sales = Rows.Id(3);
    private static readonly ConversationRow Mine = Rows.Row(50) with { Status = ConversationStatus.Open, AssigneeId = Me, TeamId = Sales, WaitingSince = Rows.Noon };
    private static readonly ConversationRow Queued = Mine with { Status = ConversationStatus.Queued, AssigneeId = null };

    [Theory]
    [InlineData(MessageAuthor.Customer, true)]
    [InlineData(MessageAuthor.Agent, false)]
    [InlineData(MessageAuthor.Bot, false)]
    [InlineData(MessageAuthor.Automatic, false)]
    [InlineData(MessageAuthor.System, false)]
    public void Only_a_customers_words_are_news(MessageAuthor author, bool told) => (Of(Posted(author), Mine) is { Reason: AlertReason.NewInMine }).ShouldBe(told);

    [Fact]
    public void A_colleagues_conversation_is_not_mine() => Of(Posted(MessageAuthor.Customer), Mine with { AssigneeId = Colleague }).ShouldBeNull();

    [Fact]
    public void In_a_queue_only_the_first_words_of_a_wait_are_news()
    {
        Of(Posted(MessageAuthor.Customer), Queued)!.Reason.ShouldBe(AlertReason.NewInQueue);
        Of(Posted(MessageAuthor.Customer, at: Rows.Noon.AddSeconds(5)), Queued).ShouldBeNull();
        Of(Posted(MessageAuthor.Customer), Queued with { TeamId = Rows.Id(9) }).ShouldBeNull();
    }

    [Fact]
    public void What_was_handed_to_me_is_news_and_what_I_took_is_not()
    {
        Of(LiveEvent.Of(7, ConversationEvents.Assigned, new ConversationChanged(Mine, Colleague)), Mine)!.Reason.ShouldBe(AlertReason.NewInMine);
        Of(LiveEvent.Of(7, ConversationEvents.Assigned, new ConversationChanged(Mine, Me)), Mine).ShouldBeNull();
    }

    [Fact]
    public void A_call_in_a_note_is_news_to_who_is_called_wherever_it_is_and_the_same_on_both_ways()
    {
        var settled = Mine with { Status = ConversationStatus.Resolved, AssigneeId = Colleague };
        var note = LiveEvent.Of(5, ConversationEvents.MessagePosted, new MessagePosted(
            new MessageView(Rows.Id(90), Mine.Id, 7, MessageAuthor.Agent, Colleague, null, MessageKind.Note, "@me", new MessageContent(Mentions: [Me]), "m-1", Rows.Noon)));
        var call = LiveEvent.Of(0, ConversationEvents.Mentioned, new MessageMentioned(Mine.Id, 7, Me, "Mei"));

        Of(note, settled)!.Reason.ShouldBe(AlertReason.Mentioned);
        Of(call, settled)!.Key.ShouldBe(Of(note, settled)!.Key);
        Of(LiveEvent.Of(0, ConversationEvents.Mentioned, new MessageMentioned(Mine.Id, 7, Colleague, "Mei")), settled).ShouldBeNull();
        Of(LiveEvent.Of(0, ConversationEvents.Mentioned, new MessageMentioned(Mine.Id, 8, Me, "Mei")), settled)!.Key.ShouldNotBe(Of(call, settled)!.Key);
    }

    [Fact]
    public void Somebody_who_asks_for_a_person_is_news_to_the_team()
    {
        var wanted = Queued with { PersonWantedAt = Rows.Noon };
        LiveEvent Asked() => LiveEvent.Of(6, ConversationEvents.PersonWanted, new ConversationChanged(wanted, null));

        Of(Asked(), wanted)!.Reason.ShouldBe(AlertReason.NewInQueue);
        Of(Asked(), wanted with { TeamId = Rows.Id(9) }).ShouldBeNull();
        Of(Asked(), Mine).ShouldBeNull();
    }

    [Fact]
    public void The_same_thing_heard_twice_has_the_same_key() => Of(Posted(MessageAuthor.Customer), Mine)!.Key.ShouldBe(Of(Posted(MessageAuthor.Customer), Mine)!.Key);

    [Fact]
    public void History_is_not_news() => DeskAlerts.Of(Posted(MessageAuthor.Customer), Mine, Me, [Sales], Rows.Noon.AddMinutes(3)).ShouldBeNull();

    private static DeskAlert? Of(LiveEvent live, ConversationRow row) => DeskAlerts.Of(live, row, Me, [Sales], Rows.Noon.AddSeconds(6));

    private static LiveEvent Posted(MessageAuthor author, DateTimeOffset? at = null) => LiveEvent.Of(5, ConversationEvents.MessagePosted, new MessagePosted(
        new MessageView(Rows.Id(90), Mine.Id, 7, author, Rows.Id(91), null, MessageKind.Text, "在吗", null, "m-1", at ?? Rows.Noon)));
}
