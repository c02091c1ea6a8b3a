using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>The notes that call whoever sits here: fetched at the start and after each connection, told live in between, seen by opening them.</summary>
internal sealed class MentionsWatch
{
    private readonly ConversationsClient client;
    private readonly Session session;
    private readonly OpenConversation open;
    private readonly Browser browser;
    private Guid shop;
    private bool seeing;

    public MentionsWatch(ConversationsClient client, Session session, OpenConversation open, HubLine line, Browser browser)
    {
        (this.client, this.session, this.open, this.browser) = (client, session, open, browser);
        line.Received += Hear;
        line.Changed.Subscribe(() => { if (line.State == LineState.Live) _ = Load(); });
        session.ShopChanged.Subscribe(() => _ = Load());
        open.Changed.Subscribe(() => _ = See());
    }

    public Signal Changed { get; } = new();

    public MentionList List { get; private set; } = new([], 0);

    public async Task Load()
    {
        if (shop != session.ShopId) (shop, List) = (session.ShopId, new([], 0));
        if (shop == Guid.Empty) return;
        try
        {
            var list = await client.Mentions(shop);
            if (shop != session.ShopId) return;
            List = list;
            Changed.Raise();
            await See();
        }
        catch (ApiFailure) { } // the next connection asks again
    }

    private void Hear(IReadOnlyList<LiveEvent> events)
    {
        if (events.Any(e => e.Name == ConversationEvents.Recalled || (e.Name == ConversationEvents.Mentioned && e.Read<MessageMentioned>().PersonId == session.Me))) _ = Load();
    }

    /// <summary>The conversation on screen shows its notes: they are seen.</summary>
    private async Task See()
    {
        if (seeing || open.Id is not { } id || open.Thread is not { } thread || !browser.Visible()) return;
        var shown = List.Items.Where(m => m.ConversationId == id && m.SeenAt is null && thread.Entries.ContainsKey(m.Sequence)).ToList();
        if (shown.Count == 0) return;
        seeing = true;
        try
        {
            await client.SeeMentions(shop, new SeeMentionsRequest(id, shown.Max(m => m.Sequence)));
            List = await client.Mentions(shop);
            Changed.Raise();
        }
        catch (ApiFailure) { }
        finally { seeing = false; }
    }
}
