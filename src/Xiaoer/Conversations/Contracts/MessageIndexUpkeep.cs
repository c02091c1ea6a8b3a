using Xiaoer.Conversations.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Contracts;

/// <summary>For who changes messages past the message path: what is erased leaves the index, what was brought in without events is read into it.</summary>
internal sealed class MessageIndexUpkeep(IMessageIndex index)
{
    /// <summary>The message's words leave the index. A text that is gone or changed is never shown, with or without this.</summary>
    public Task Forget(ShopId shop, ConversationId conversation, long sequence, DateTimeOffset at, CancellationToken ct) => index.Forget(shop, conversation, sequence, at, ct);

    /// <summary>Everything is read anew in the background: after messages were written without events.</summary>
    public Task MakeAnew(CancellationToken ct) => index.Clear(ct);
}
