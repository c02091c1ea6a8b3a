using System.Globalization;
using System.Text.RegularExpressions;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Cli.Demo.History;

/// <summary>One conversation as <c>conversations.txt</c> tells it.</summary>
/// <param name="Who">The customer's name, or null for an unknown visitor.</param>
/// <param name="Agent"><c>lan</c>, <c>jie</c>, or null while it waits in the queue.</param>
/// <param name="DaysAgo">For past ones: the day, with <see cref="TimeOfDay"/>.</param>
/// <param name="End">For present ones: how long ago the last word was said.</param>
internal sealed record ScriptedConversation(
    string? Who, string? Agent, ConversationStatus Status, ReceptionStep Step, int DaysAgo, TimeOnly TimeOfDay, TimeSpan? End,
    string? Page, bool English, int Unread, ScriptedOrder? Order, IReadOnlyList<ScriptedLine> Lines);

/// <summary>An order the talk is about, placed so many days before it.</summary>
internal sealed record ScriptedOrder(TradeStatus Status, int DaysBefore, IReadOnlyList<string> Skus);

/// <summary>One line. <see cref="Mark"/>: V, A, N, G, VI, AI, VC, AC. <see cref="Gap"/>: seconds of silence before it, where the script says so.</summary>
internal sealed record ScriptedLine(string Mark, int? Gap, string Text);

/// <summary>Reads <c>conversations.txt</c>.</summary>
internal static partial class DemoScript
{
    public static IReadOnlyList<ScriptedConversation> Read() => [.. DemoResources.Text("History.conversations.txt").ReplaceLineEndings("\n").Split("=== ")[1..].Select(Block)];

    private static ScriptedConversation Block(string block)
    {
        var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = lines[0].Split('|', StringSplitOptions.TrimEntries).Select(f => f.Split(": ", 2)).ToDictionary(f => f[0], f => f[1]);
        string? Field(string name) => head.GetValueOrDefault(name);

        var at = Field("at")?.Split(' ');
        return new ScriptedConversation(
            Field("who") is "visitor" ? null : Field("who"), Field("agent") is "-" ? null : Field("agent"),
            Enum.Parse<ConversationStatus>(head["status"], ignoreCase: true), Enum.Parse<ReceptionStep>(head["step"], ignoreCase: true),
            at is null ? 0 : int.Parse(at[0].TrimEnd('d'), CultureInfo.InvariantCulture), at is null ? default : TimeOnly.ParseExact(at[1], "HH:mm", CultureInfo.InvariantCulture),
            Field("end") is { } end ? Span(end) : null, Field("page"), Field("locale") == "en",
            int.Parse(Field("unread") ?? "0", CultureInfo.InvariantCulture), Field("order") is { } order ? Order(order.Split(' ')) : null, [.. lines[1..].Select(Line)]);
    }

    private static ScriptedOrder Order(string[] words) => new(
        words[0] switch
        {
            "awaiting" => TradeStatus.AwaitingPayment,
            "paid" => TradeStatus.Paid,
            "shipped" => TradeStatus.Shipped,
            "completed" => TradeStatus.Completed,
            _ => throw new FormatException(words[0]),
        },
        int.Parse(words[1].TrimEnd('d'), CultureInfo.InvariantCulture), words[2..]);

    private static ScriptedLine Line(string line)
    {
        var match = LinePattern().Match(line);
        if (!match.Success) throw new FormatException(line);
        return new ScriptedLine(match.Groups["mark"].Value, match.Groups["gap"].Success ? int.Parse(match.Groups["gap"].Value, CultureInfo.InvariantCulture) : null, match.Groups["text"].Value);
    }

    private static TimeSpan Span(string text)
    {
        var number = int.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] == 'm' ? TimeSpan.FromMinutes(number) : TimeSpan.FromSeconds(number);
    }

    [GeneratedRegex(@"^(?:\+(?<gap>\d+) )?(?<mark>[A-Z]{1,2}): (?<text>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex LinePattern();
}
