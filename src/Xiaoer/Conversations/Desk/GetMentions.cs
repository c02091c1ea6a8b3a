using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>The notes that call the caller, of conversations they see now, and their word that they have seen them.</summary>
internal static class GetMentions
{
    private const int Most = 50;

    public static void Map(RouteGroupBuilder shops)
    {
        var mentions = shops.MapGroup("/mentions").WithTags("Conversations");
        mentions.MapGet("/", Handle).RequirePerson(Permissions.ReadConversations).Produces<MentionList>();
        mentions.MapPost("/seen", See).RequirePerson(Permissions.ReadConversations).Produces(204);
    }

    internal static async Task<IResult> Handle(Guid shop, Caller caller, XiaoerDb db, ConversationRows rows, PersonNames names, CancellationToken ct)
    {
        var (shopId, me) = (new ShopId(shop), caller.Agent);
        var mine =
            from mention in db.Set<Mention>().AsNoTracking().Where(m => m.ShopId == shopId && m.PersonId == me)
            join conversation in db.Set<Conversation>().VisibleTo(caller, shopId) on mention.ConversationId equals conversation.Id
            select mention;
        var found = await (
            from mention in mine
            join note in db.Set<Message>().AsNoTracking() on new { mention.ShopId, mention.ConversationId, mention.Sequence } equals new { note.ShopId, note.ConversationId, note.Sequence }
            orderby mention.SeenAt != null, mention.At descending
            select new { mention, note.SenderId, note.Text }).Take(Most).ToListAsync(ct);
        var unseen = await mine.CountAsync(m => m.SeenAt == null, ct);

        var ids = found.Select(f => f.mention.ConversationId).Distinct().ToList();
        var conversations = (await rows.Read(db.Set<Conversation>().VisibleTo(caller, shopId).Where(c => ids.Contains(c.Id)), ct)).ToDictionary(r => r.Id);
        var items = new List<MentionView>(found.Count);
        foreach (var f in found)
        {
            if (!conversations.TryGetValue(f.mention.ConversationId.Value, out var row)) continue;
            items.Add(new MentionView(
                row.Id, row.Number, row.Name, f.mention.Sequence, await names.Of(new PersonId(f.SenderId), ct), ConversationRules.Excerpt(MessageKind.Note, f.Text, null),
                f.mention.At, f.mention.SeenAt));
        }

        return TypedResults.Ok(new MentionList(items, unseen));
    }

    internal static async Task<IResult> See(Guid shop, SeeMentionsRequest request, Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        var (shopId, me, conversation) = (new ShopId(shop), caller.Agent, new ConversationId(request.ConversationId));
        if (!await db.Set<Conversation>().VisibleTo(caller, shopId).AnyAsync(c => c.Id == conversation, ct)) return TypedResults.NotFound();
        await db.Write(async token =>
        {
            var unseen = await db.Set<Mention>().Where(m => m.ShopId == shopId && m.PersonId == me && m.ConversationId == conversation && m.Sequence <= request.Sequence && m.SeenAt == null).ToListAsync(token);
            foreach (var mention in unseen) mention.See(time.Now());
        }, ct);
        return TypedResults.NoContent();
    }
}
