using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>What to call somebody who may not have told a name: visitor and the conversation's number.</summary>
internal static class Who
{
    public static string Of(ConversationRow row, Texts texts) => row.Name is { Length: > 0 } name ? name : texts["desk.visitor", row.Number.TrimStart('C', '-')];
}
