using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Widget;

/// <summary>A visitor wants to talk to a person: their conversation waits in the queue and says so, even before a word is written.</summary>
internal static class AskForPerson
{
    public static void Map(RouteGroupBuilder visitor) => visitor.MapPost("/person", Handle).Produces(204);

    internal static async Task<IResult> Handle(Visit visit, XiaoerDb db, VisitorConversations conversations, TimeProvider time, CancellationToken ct)
    {
        await db.Write(async token =>
        {
            var id = await conversations.Continue(visit, token);
            if (await db.Lock(visit.Shop, id, token) is { } conversation && conversation.WantPerson(visit.Visitor, time.Now()) is { } said) db.Add(said);
        }, ct);
        return TypedResults.NoContent();
    }
}
