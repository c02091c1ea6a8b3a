using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Xiaoer.Shared.Conversations;

/// <summary>What a visitor says of a resolved conversation. No score: they would rather not.</summary>
public sealed record RateRequest(Guid ConversationId, [property: Range(RatingRules.Lowest, RatingRules.Highest)] int? Score, IReadOnlyList<RatingAnswerRequest>? Answers = null);

/// <summary>The answer to one question: 1 to 5, the place of the choice from 0, or words.</summary>
public sealed record RatingAnswerRequest(Guid QuestionId, [property: Required, StringLength(RatingRules.WordsLength)] string Answer);

/// <summary>An answer with the words the question had when it was asked.</summary>
public sealed record RatingAnswer(Guid QuestionId, string Question, string Answer);

/// <summary>A visitor's own rating of their latest conversation. No score: they declined.</summary>
public sealed record VisitorRating(int? Score, IReadOnlyList<RatingAnswer> Answers, DateTimeOffset At, DateTimeOffset ChangeUntil);

/// <summary>A rating as colleagues see it.</summary>
public sealed record RatingView(
    Guid ConversationId, string Number, Guid? AgentId, string? AgentName, int Score, IReadOnlyList<RatingAnswer> Answers, DateTimeOffset At, DateTimeOffset? ChangedAt);

/// <summary>What a rating may be and until when it may be given or changed.</summary>
public static class RatingRules
{
    public const int Lowest = 1;
    public const int Highest = 5;
    public const int WordsLength = 1000;

    /// <summary>So long after resolving a visitor may still rate.</summary>
    public static readonly TimeSpan GivenWithin = TimeSpan.FromDays(7);

    /// <summary>So long after the first word a rating may be changed.</summary>
    public static readonly TimeSpan ChangedWithin = TimeSpan.FromHours(24);

    /// <summary>The answers in the order of the form; null when one of them answers nothing that was asked. Empty words are no answer.</summary>
    public static IReadOnlyList<RatingAnswer>? Read(RatingForm form, IReadOnlyList<RatingAnswerRequest>? given, bool chinese)
    {
        given ??= [];
        if (given.Select(g => g.QuestionId).Distinct().Count() < given.Count) return null;
        if (given.Any(g => form.Questions.All(q => q.Id != g.QuestionId))) return null;
        var read = new List<RatingAnswer>();
        foreach (var question in form.Questions)
        {
            if (given.FirstOrDefault(g => g.QuestionId == question.Id) is not { } answer || string.IsNullOrWhiteSpace(answer.Answer)) continue;
            if (Words(question, answer.Answer, chinese) is not { } words) return null;
            read.Add(new RatingAnswer(question.Id, chinese ? question.Zh : question.En ?? question.Zh, words));
        }

        return read;
    }

    private static string? Words(RatingQuestion question, string answer, bool chinese) => question.Kind switch
    {
        RatingQuestionKind.Scale => answer is [>= '1' and <= '5'] ? answer : null,
        RatingQuestionKind.Choice => int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < question.Choices!.Count
            ? chinese ? question.Choices[place].Zh : question.Choices[place].En ?? question.Choices[place].Zh
            : null,
        RatingQuestionKind.Text => answer.Trim(),
    };
}
