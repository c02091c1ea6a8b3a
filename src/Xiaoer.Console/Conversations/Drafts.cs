using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>What was typed and not sent, with whether it was meant as a private note, what it answers and whom it calls.</summary>
public sealed record Draft(string Text, bool Note, QuotePart? Quote = null, IReadOnlyList<Called>? Called = null)
{
    public static Draft Empty { get; } = new("", false);
}

/// <summary>One draft per conversation and person, kept in the browser with each key: it outlives reloads, lost lines and sign-outs.</summary>
internal sealed class Drafts(Browser browser, Session session)
{
    private readonly Dictionary<string, Draft> known = [];

    public Draft Of(Guid conversation)
    {
        var key = Key(conversation);
        if (known.TryGetValue(key, out var draft)) return draft;
        return known[key] = browser.Get<Draft>(key) ?? Draft.Empty;
    }

    public void Keep(Guid conversation, Draft draft)
    {
        var key = Key(conversation);
        known[key] = draft;
        if (draft == Draft.Empty) browser.Remove(key);
        else browser.Set(key, draft);
    }

    private string Key(Guid conversation) => $"draft:{session.Me:N}:{conversation:N}";
}
