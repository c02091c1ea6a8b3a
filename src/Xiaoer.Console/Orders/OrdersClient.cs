using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Orders;

/// <summary>The shop's orders over the API.</summary>
internal sealed class OrdersClient(Api api)
{
    public Task<Page<OrderView>> List(Guid shop, string? cursor, CancellationToken ct = default) =>
        api.Get<Page<OrderView>>($"shops/{shop}/orders?limit=50" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), ct);

    public Task<OrderView> Get(Guid shop, Guid id, CancellationToken ct = default) => api.Get<OrderView>($"shops/{shop}/orders/{id}", ct);
}
