using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>Visitors, their blocks and what a channel's widget offers them, over the API.</summary>
internal sealed class VisitorsClient(Api api)
{
    public Task<Page<VisitorRow>> List(Guid shop, string? cursor = null) =>
        api.Get<Page<VisitorRow>>($"shops/{shop}/visitors?limit=100" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));

    public Task<VisitorDetail> Get(Guid shop, Guid id) => api.Get<VisitorDetail>($"shops/{shop}/visitors/{id}");

    public async Task<IReadOnlyList<VisitorContactView>> Unmask(Guid shop, Guid id, string reason) =>
        await api.Post<List<VisitorContactView>>($"shops/{shop}/visitors/{id}/unmask", new UnmaskRequest(reason)) ?? [];

    public Task Invite(Guid shop, Guid id, string text) => api.Post($"shops/{shop}/visitors/{id}/invitations", new InviteVisitorRequest(text));

    public Task Block(Guid shop, Guid id, BlockVisitorRequest how) => api.Post($"shops/{shop}/visitors/{id}/block", how);

    public async Task<IReadOnlyList<BlockView>> Blocks(Guid shop) => (await api.Get<Page<BlockView>>($"shops/{shop}/blocks")).Items;

    public Task Lift(Guid shop, Guid block) => api.Delete($"shops/{shop}/blocks/{block}");

    public Task<ChannelWidgetView> Widget(Guid shop, Guid channel) => api.Get<ChannelWidgetView>($"shops/{shop}/channels/{channel}/widget");

    public Task<ChannelWidgetView> Change(Guid shop, Guid channel, WidgetSettings wanted, int version) =>
        api.Put<ChannelWidgetView>($"shops/{shop}/channels/{channel}/widget", wanted, version);
}
