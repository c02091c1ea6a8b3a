using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Conversations;

/// <summary>Rows, messages and events for the replay tests: only what a test says about them matters.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static Guid Id(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static ConversationRow Row(int id, ConversationStatus status = ConversationStatus.Queued) => new(
        Id(id), Id(903), $"C-{id}", status, ReceptionStep.Greet, Id(900), Id(901), null, null, Id(902), null, "", false, 0, Noon, "", null, null, null, 0,
        new ReadMarks(0, 0, 0, 0), Noon, null, 1);

    public static MessageView Message(
        int conversation, long sequence, MessageAuthor author = MessageAuthor.Customer, MessageKind kind = MessageKind.Text, string? text = null) => new(
        Id(conversation * 1000 + (int)sequence), Id(conversation), sequence, author, null, null, kind, text ?? $"message {sequence}", null, null,
        Noon.AddSeconds(sequence));

    public static LiveEvent Posted(long cursor, MessageView message) =>
        LiveEvent.Of(cursor, ConversationEvents.MessagePosted, new MessagePosted(message));

    public static LiveEvent Changed(long cursor, string name, ConversationRow row) => LiveEvent.Of(cursor, name, new ConversationChanged(row, null));
}
