using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>Takes back what was just said. The words are kept by this page alone, so that their author may write them anew.</summary>
internal sealed class Recalls(ConversationsClient client, OpenConversation open, Session session, Toasts toasts, TimeProvider time)
{
    private readonly Dictionary<(Guid Author, Guid Message), string> words = [];

    /// <summary>What this page remembers of a message taken back here.</summary>
    public string? WordsOf(Guid message) => words.GetValueOrDefault((session.Me, message));

    /// <summary>One's own and fresh enough, as far as this clock can tell; the server decides.</summary>
    public bool May(MessageView message) => message.RecalledAt is null && message.SenderId == session.Me
        && RecallRules.Refuse(message.Author, message.Kind, message.At, time.GetUtcNow(), open.View?.RecallSeconds ?? RecallRules.Seconds) is null;

    public Task Recall(MessageView message) => toasts.Try(async () =>
    {
        await client.Recall(session.ShopId, message.ConversationId, message.Id);
        if (message.Text.Length > 0) words[(session.Me, message.Id)] = message.Text;
        open.TakeBack(RecallRules.Of(message, time.GetUtcNow()));
    });
}
