using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>A visitor's session as proven by its token. Handlers of the widget take it as a parameter.</summary>
internal sealed record Visit(ShopId Shop, ChannelId Channel, VisitorId Visitor)
{
    public static ValueTask<Visit?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Features.Get<Visit>());
}
