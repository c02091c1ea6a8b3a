using Xiaoer.Shared.Conversations;

namespace Xiaoer.Web.Conversations;

public enum LineKind { Day, Unread, Event, Message }

/// <summary>One line of a thread on screen. <see cref="Last"/>: the last of several by the same hand, so time and marks stand below it.</summary>
public sealed record ThreadLine(LineKind Kind, string Key, DateTimeOffset At, MessageView? Message = null, bool Last = true);

/// <summary>Turns the entries of a thread into lines: a line where a day begins, one where the unread begins, messages in small groups.</summary>
internal static class ThreadLines
{
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<ThreadLine> Of(IEnumerable<MessageView> entries, long unreadFrom, Func<DateTimeOffset, DateOnly> day)
    {
        var lines = new List<ThreadLine>();
        DateOnly? current = null;
        MessageView? before = null;
        foreach (var entry in entries)
        {
            if (day(entry.At) is var date && date != current)
            {
                lines.Add(new(LineKind.Day, "d" + entry.Sequence, entry.At));
                (current, before) = (date, null);
            }
            if (entry.Sequence == unreadFrom)
            {
                lines.Add(new(LineKind.Unread, "u", entry.At));
                before = null;
            }
            if (IsLine(entry)) lines.Add(new(LineKind.Event, "m" + entry.Sequence, entry.At, entry));
            else
            {
                if (before is not null && SameHand(before, entry)) lines[^1] = lines[^1] with { Last = false };
                lines.Add(new(LineKind.Message, "m" + entry.Sequence, entry.At, entry));
            }
            before = IsLine(entry) ? null : entry;
        }
        return lines;
    }

    // Of what was taken back only a line stays.
    private static bool IsLine(MessageView entry) => entry.Kind == MessageKind.Event || entry.RecalledAt is not null;

    private static bool SameHand(MessageView a, MessageView b) =>
        a.Author == b.Author && a.SenderId == b.SenderId && (a.Kind == MessageKind.Note) == (b.Kind == MessageKind.Note) && b.At - a.At < Together;
}
