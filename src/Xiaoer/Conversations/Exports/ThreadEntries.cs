using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Exports;

/// <summary>All entries of a thread in order, some at a time: a long one does not have to fit into memory.</summary>
internal sealed class ThreadEntries(XiaoerDb db, MessageViews views)
{
    private const int AtOnce = 500;

    public async IAsyncEnumerable<MessageView> Of(ShopId shop, ConversationId conversation, [EnumeratorCancellation] CancellationToken ct)
    {
        for (long from = 0; ;)
        {
            var some = await db.Set<Message>().AsNoTracking().Where(m => m.ShopId == shop && m.ConversationId == conversation && m.Sequence > from).OrderBy(m => m.Sequence).Take(AtOnce).ToListAsync(ct);
            foreach (var entry in await views.Of(some, db, ct)) yield return entry;
            if (some.Count < AtOnce) yield break;
            from = some[^1].Sequence;
        }
    }
}
