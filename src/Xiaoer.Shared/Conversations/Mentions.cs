using System.ComponentModel.DataAnnotations;

namespace Xiaoer.Shared.Conversations;

/// <summary>How many colleagues one note may call.</summary>
public static class MentionRules
{
    public const int Most = 10;
}

/// <summary>A note that calls the reader. Only of conversations they see.</summary>
/// <param name="Number">For people: <c>C-1042</c>.</param>
/// <param name="Excerpt">The first words of the note.</param>
public sealed record MentionView(
    Guid ConversationId, string Number, string Name, long Sequence, string? ByName, string Excerpt, DateTimeOffset At, DateTimeOffset? SeenAt);

/// <summary>The notes that call the reader, newest first, and how many of them they have not opened.</summary>
public sealed record MentionList(IReadOnlyList<MentionView> Items, int Unseen);

/// <summary>The reader has seen the notes of a conversation up to a sequence.</summary>
public sealed record SeeMentionsRequest(Guid ConversationId, [property: Range(0, long.MaxValue)] long Sequence);
