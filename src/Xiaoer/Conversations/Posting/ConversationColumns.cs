using System.Data.Common;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Posting;

/// <summary>The columns of a conversation the message path needs, read the same way from both databases.</summary>
internal static class ConversationColumns
{
    public const string Names = "team_id, visitor_id, assignee_id, status, waiting_since, unread, last_sequence";
    public const string Select = $"SELECT {Names} FROM conversations";

    public static LockedConversation Read(DbDataReader row, ShopId shop, ConversationId id, int first = 0) => new()
    {
        Shop = shop,
        Id = id,
        Team = new TeamId(row.ReadGuid(first)),
        Visitor = new VisitorId(row.ReadGuid(first + 1)),
        Assignee = row.ReadGuidOrNull(first + 2) is { } assignee ? new PersonId(assignee) : null,
        Turn = new ConversationTurn(Enum.Parse<ConversationStatus>(row.GetString(first + 3)), row.ReadInstantOrNull(first + 4), row.GetInt32(first + 5)),
        LastSequence = row.GetInt64(first + 6),
    };
}

/// <summary>The stored names of codes, without an allocation each time.</summary>
internal static class Names
{
    private static readonly string[] Authors = Enum.GetNames<MessageAuthor>();
    private static readonly string[] Kinds = Enum.GetNames<MessageKind>();
    private static readonly string[] Statuses = Enum.GetNames<ConversationStatus>();

    public static string Of(MessageAuthor author) => Authors[(int)author];
    public static string Of(MessageKind kind) => Kinds[(int)kind];
    public static string Of(ConversationStatus status) => Statuses[(int)status];
    public static string? Of(MessageAuthor? author) => author is { } known ? Of(known) : null;
    public static string? Of(MessageKind? kind) => kind is { } known ? Of(known) : null;
}
