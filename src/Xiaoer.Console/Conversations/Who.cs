using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>What to call somebody who may not have told a name: visitor and the conversation's number.</summary>
internal static class Who
{
    public static string Of(ConversationRow row, Texts texts) => row.Name switch
    {
        "" => texts["desk.visitor", row.Number.TrimStart('C', '-')],
        ['#', .. var number] => texts["desk.visitor", number],
        var name => name,
    };

    /// <summary>The name to take an initial from; nobody's number is one.</summary>
    public static string Initial(ConversationRow row) => row.Name is ['#', ..] ? "" : row.Name;
}
