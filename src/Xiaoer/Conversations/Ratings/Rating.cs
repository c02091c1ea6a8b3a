using System.Text.Json;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Ratings;

/// <summary>What a visitor said of a resolved conversation: at most one of each, and whose work it was. Without a score: they declined.</summary>
internal sealed class Rating : Entity
{
    private Rating() { } // for EF

    public Rating(Conversation conversation, DateTimeOffset at) =>
        (ShopId, ConversationId, TeamId, AgentId, At) = (conversation.ShopId, conversation.Id, conversation.TeamId, conversation.AssigneeId, at);

    public ShopId ShopId { get; private set; }
    public ConversationId ConversationId { get; private set; }
    public TeamId TeamId { get; private set; }
    public PersonId? AgentId { get; private set; }
    public int? Score { get; private set; }

    /// <summary><see cref="RatingAnswer"/>s as JSON.</summary>
    public string Answers { get; private set; } = "[]";
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? ChangedAt { get; private set; }

    public DateTimeOffset ChangeUntil => At + RatingRules.ChangedWithin;

    /// <summary>The conversation was taken up again and is over once more: whose work it is, and what is said of it, begins anew.</summary>
    public void BeginAnew(Conversation conversation, DateTimeOffset at) =>
        (TeamId, AgentId, Score, Answers, At, ChangedAt) = (conversation.TeamId, conversation.AssigneeId, null, "[]", at, null);

    /// <summary>Gives or changes it. False: it says the same as before.</summary>
    public bool Say(int score, IReadOnlyList<RatingAnswer> answers, DateTimeOffset at)
    {
        var written = JsonSerializer.Serialize(answers, XiaoerJson.Options);
        if (Score == score && Answers == written) return false;
        if (Score is null) At = at;
        else if (at > ChangeUntil) throw new RuleBroken("rating.too_late", "A rating can be changed for a day.");
        else ChangedAt = at;
        (Score, Answers) = (score, written);
        return true;
    }

    public IReadOnlyList<RatingAnswer> ReadAnswers() => JsonSerializer.Deserialize<List<RatingAnswer>>(Answers, XiaoerJson.Lenient)!;

    public VisitorRating ForVisitor() => new(Score, ReadAnswers(), At, ChangeUntil);
}
