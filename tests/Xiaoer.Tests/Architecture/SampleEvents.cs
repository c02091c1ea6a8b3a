using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Architecture;

/// <summary>One example of each event, with every field filled: what <c>docs/events.md</c> shows.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 9, 41, 0, 123, TimeSpan.Zero);
    private static readonly Guid Lan = Id(0xa1), Visitor = Id(0xb1), Conversation = Id(0xc1);

    private static readonly ReadMarks Marks = new(7, 7, 6, 5);

    private static readonly ConversationRow Row = new(
        Conversation, Id(0xc0), "C-1042", ConversationStatus.Open, ReceptionStep.Consult, Id(0xd1), Id(0xd2), Lan, "Lan", Visitor, Id(0xe1), "王小明", true, 7, At,
        "我的包裹到哪里了？", MessageKind.Text, MessageAuthor.Customer, At, 2, Marks, At.AddMinutes(-12), null, 3);

    private static readonly MessageView Message = new(
        Id(0xf1), Conversation, 7, MessageAuthor.Customer, Visitor, "王小明", MessageKind.Product, "这个有货吗？",
        new MessageContent(Product: new ProductPart("青瓷茶杯", "https://shop.example/p/1", "https://shop.example/p/1.webp", Money.Cny(129_00), "P-1")), "k3J9", At);

    private static readonly VisitorRow Seen = new(
        Visitor, "#3187", "王小明", Id(0xd2), Id(0xe1), "https://shop.example/p/1", "青瓷茶杯",
        new ProductPart("青瓷茶杯", "https://shop.example/p/1", "https://shop.example/p/1.webp", Money.Cny(129_00), "P-1"), At, "Chrome · Android", 2, At, Conversation);

    public static IReadOnlyDictionary<string, LiveEvent> All { get; } = new[]
    {
        LiveEvent.Of(4711, ConversationEvents.MessagePosted, new MessagePosted(Message)),
        LiveEvent.Of(4723, ConversationEvents.Recalled, new MessageRecalled(
            RecallRules.Of(Message with { Kind = MessageKind.Text }, At.AddSeconds(30)), Row with { LastKind = MessageKind.Event, Preview = "" })),
        LiveEvent.Of(0, ConversationEvents.Mentioned, new MessageMentioned(Conversation, 9, Lan, "Mei")),
        LiveEvent.Of(4712, ConversationEvents.Opened, new ConversationChanged(Row with { Status = ConversationStatus.Queued, AssigneeId = null, AssigneeName = null }, null)),
        LiveEvent.Of(4713, ConversationEvents.Assigned, new ConversationChanged(Row, Lan)),
        LiveEvent.Of(4714, ConversationEvents.StatusChanged, new ConversationChanged(Row with { Status = ConversationStatus.Resolved, WaitingSince = null }, Lan)),
        LiveEvent.Of(4715, ConversationEvents.StepChanged, new ConversationChanged(Row with { Step = ReceptionStep.Confirm }, Lan)),
        LiveEvent.Of(4716, ConversationEvents.Identified, new ConversationChanged(Row, null)),
        LiveEvent.Of(4723, ConversationEvents.Rated, new ConversationChanged(Row with { Status = ConversationStatus.Resolved, WaitingSince = null, ResolvedAt = At, Rating = 4 }, Visitor)),
        LiveEvent.Of(4724, ConversationEvents.PersonWanted, new ConversationChanged(Row with { Status = ConversationStatus.Queued, AssigneeId = null, AssigneeName = null, PersonWantedAt = At }, Visitor)),
        LiveEvent.Of(0, VisitorEvents.Viewed, new VisitorViewed(Seen)),
        LiveEvent.Of(0, VisitorEvents.Invited, new VisitorInvited(new VisitorInvitationView(Id(0x61), "需要帮忙吗？", "Lan", At))),
        LiveEvent.Of(0, VisitorEvents.InvitationAnswered, new InvitationAnswered(Visitor, Lan, true, Conversation)),
        LiveEvent.Of(4721, ConversationEvents.Left, new ConversationLeft(Conversation)),
        LiveEvent.Of(0, ConversationEvents.Read, new ConversationMarked(Conversation, Marks, 0)),
        LiveEvent.Of(0, ConversationEvents.Typed, new ConversationTyped(Conversation, MessageAuthor.Agent, Lan, "Lan", true)),
        LiveEvent.Of(0, ConversationEvents.NotificationsChanged, new NotificationsChanged(
            Lan, new NotificationsView(NotificationSettings.Standard with { WaitSeconds = 30, Quiet = new QuietHours(1320, 480, "Asia/Shanghai") }, 3))),
        LiveEvent.Of(4717, ProductEvents.Changed, new ProductChanged(Id(0x91))),
        LiveEvent.Of(4718, CustomerEvents.Changed, new CustomerChanged(Id(0xe1))),
        LiveEvent.Of(4719, OrderEvents.Changed, new OrderChanged(Id(0x81))),
        LiveEvent.Of(4720, OrderEvents.ImportFinished, new ImportFinished(Id(0x71))),
        LiveEvent.Of(4722, OrderEvents.ImportUndone, new ImportUndone(Id(0x71))),
    }.ToDictionary(e => e.Name);

    private static Guid Id(byte n) => new(0x0199c0de, 0x0000, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, n);
}
