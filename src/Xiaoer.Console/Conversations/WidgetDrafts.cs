using Xiaoer.Shared.Conversations;

namespace Xiaoer.Web.Conversations;

/// <summary>A quick entry while it is being typed.</summary>
public sealed class EntryDraft
{
    public string Zh { get; set; } = "";
    public string En { get; set; } = "";
    public QuickAction Action { get; set; }
    public string Value { get; set; } = "";

    public static EntryDraft Of(QuickEntry entry) => new() { Zh = entry.Zh, En = entry.En ?? "", Action = entry.Action, Value = entry.Value ?? "" };

    public QuickEntry Read() => new(Zh.Trim(), WidgetWords.OrNull(En), Action, Action is QuickAction.Text or QuickAction.Link ? WidgetWords.OrNull(Value) : null);
}

/// <summary>A question of the rating while it is being typed. Answers to choose from are lines, Chinese and English parted by a stroke.</summary>
public sealed class QuestionDraft
{
    public Guid Id { get; set; }
    public string Zh { get; set; } = "";
    public string En { get; set; } = "";
    public RatingQuestionKind Kind { get; set; } = RatingQuestionKind.Text;
    public string Choices { get; set; } = "";

    public static QuestionDraft Of(RatingQuestion question) => new()
    {
        Id = question.Id,
        Zh = question.Zh,
        En = question.En ?? "",
        Kind = question.Kind,
        Choices = string.Join('\n', (question.Choices ?? []).Select(c => c.En is null ? c.Zh : $"{c.Zh} | {c.En}")),
    };

    public RatingQuestion Read() => new(Id, Zh.Trim(), WidgetWords.OrNull(En), Kind, Kind == RatingQuestionKind.Choice ? [.. Lines().Select(Choice)] : null);

    private string[] Lines() => Choices.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static RatingChoice Choice(string line) =>
        line.Split('|', 2, StringSplitOptions.TrimEntries) is [var zh, var en] ? new RatingChoice(zh, WidgetWords.OrNull(en)) : new RatingChoice(line, null);
}

/// <summary>Empty fields are no words.</summary>
internal static class WidgetWords
{
    public static string? OrNull(string text) => text.Trim() is { Length: > 0 } words ? words : null;
}
