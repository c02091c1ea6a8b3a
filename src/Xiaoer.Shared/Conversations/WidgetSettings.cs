using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>What a tap on a quick entry does.</summary>
public enum QuickAction
{
    /// <summary>Sends a text.</summary>
    Text,
    /// <summary>Opens a page of the shop.</summary>
    Link,
    /// <summary>Asks for a person.</summary>
    Person,
    /// <summary>Lets an identified visitor pick one of their own orders.</summary>
    Order,
}

/// <summary>One chip above the composer.</summary>
/// <param name="En">Empty: the Chinese label serves both.</param>
/// <param name="Value">The text that is sent (empty: the label itself), or the https address that is opened.</param>
public sealed record QuickEntry(string Zh, string? En, QuickAction Action, string? Value = null);

/// <summary>How the five steps of a rating are drawn.</summary>
public enum RatingLook { Stars, Faces }

/// <summary>How a question of the shop's own is answered: one to five, one of some, or in words.</summary>
public enum RatingQuestionKind { Scale, Choice, Text }

/// <summary>One of a question's answers to choose from.</summary>
public sealed record RatingChoice(string Zh, string? En);

/// <summary>A question of the shop's own. Its id stays when its words change.</summary>
public sealed record RatingQuestion(Guid Id, string Zh, string? En, RatingQuestionKind Kind, IReadOnlyList<RatingChoice>? Choices = null);

/// <summary>Whether and what visitors are asked once a conversation is resolved.</summary>
public sealed record RatingForm(bool Asked, RatingLook Look, IReadOnlyList<RatingQuestion> Questions);

/// <summary>What a channel's widget offers beside talking.</summary>
/// <param name="OfflineForm">Ask for name, contact and message while nobody answers.</param>
/// <param name="SeesAll">Pages of visitors count who have not opened the chat yet; the channel's line says so to the loader.</param>
public sealed record WidgetSettings(IReadOnlyList<QuickEntry> Entries, RatingForm Rating, bool OfflineForm, bool SeesAll = false);

/// <summary>A channel's widget settings. <see cref="Version"/> is their ETag; 0: nobody has changed them yet.</summary>
public sealed record ChannelWidgetView(Guid ChannelId, WidgetSettings Settings, int Version);

/// <summary>What widget settings must be: the console greys out by it, the server refuses by it.</summary>
public static class WidgetRules
{
    public const int Entries = 8;
    public const int Questions = 5;
    public const int Choices = 8;
    public const int LabelLength = 40;
    public const int QuestionLength = 120;
    public const int AddressLength = 2000;

    /// <summary>The code of what is wrong, or null.</summary>
    public static string? Refuse(WidgetSettings settings)
    {
        if (settings.Entries is null || settings.Rating?.Questions is null) return "widget.incomplete";
        if (settings.Entries.Count > Entries) return "widget.too_many_entries";
        if (settings.Rating.Questions.Count > Questions) return "widget.too_many_questions";
        if (settings.Rating.Questions.Select(q => q.Id).Distinct().Count() < settings.Rating.Questions.Count) return "widget.same_question";
        return settings.Entries.Select(Refuse).Concat(settings.Rating.Questions.Select(Refuse)).FirstOrDefault(code => code is not null);
    }

    public static string? Refuse(QuickEntry entry)
    {
        if (!IsLabel(entry.Zh, LabelLength) || !IsOptional(entry.En, LabelLength)) return "widget.bad_label";
        return entry.Action switch
        {
            QuickAction.Link => IsHttps(entry.Value) ? null : "widget.bad_link",
            QuickAction.Text => IsOptional(entry.Value, 500) ? null : "widget.bad_text",
            QuickAction.Person or QuickAction.Order => entry.Value is null ? null : "widget.bad_text",
        };
    }

    public static string? Refuse(RatingQuestion question)
    {
        if (!IsLabel(question.Zh, QuestionLength) || !IsOptional(question.En, QuestionLength)) return "widget.bad_label";
        if (question.Kind != RatingQuestionKind.Choice) return question.Choices is null or { Count: 0 } ? null : "widget.bad_choices";
        return question.Choices is { Count: >= 2 and <= Choices } choices && choices.All(c => IsLabel(c.Zh, LabelLength) && IsOptional(c.En, LabelLength)) ? null : "widget.bad_choices";
    }

    /// <summary>A link of the shop's leaves the page it stands on: only over https, and to a host.</summary>
    public static bool IsHttps(string? address) =>
        address is { Length: > 0 and <= AddressLength } && PlainTextAttribute.IsPlain(address) && !address.Contains('\\', StringComparison.Ordinal)
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0;

    private static bool IsLabel(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && IsOptional(text, longest);

    private static bool IsOptional(string? text, int longest) => text is null || (text.Length <= longest && PlainTextAttribute.IsPlain(text));
}

/// <summary>What a channel's widget offers until the shop says otherwise.</summary>
public static class WidgetDefaults
{
    private static readonly Guid Words = new("019a0000-0000-7000-8000-0000000000a1");

    public static WidgetSettings Settings { get; } = new(
        [
            new("我的快递到哪了？", "Where is my parcel?", QuickAction.Text),
            new("问我的订单", "Ask about an order", QuickAction.Order),
            new("有什么优惠吗？", "Any offers right now?", QuickAction.Text),
            new("怎么退换货？", "How do I return something?", QuickAction.Text),
            new("找人工客服", "Talk to a person", QuickAction.Person),
        ],
        new RatingForm(true, RatingLook.Stars, [new RatingQuestion(Words, "还有什么想对我们说的？", "Anything you would like to tell us?", RatingQuestionKind.Text)]),
        OfflineForm: true);
}
