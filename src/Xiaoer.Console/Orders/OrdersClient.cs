using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Orders;

/// <summary>The shop's orders over the API.</summary>
internal sealed class OrdersClient(Api api)
{
    /// <param name="number">The shop's own number of an order, whole; empty: all.</param>
    public Task<Page<OrderView>> List(Guid shop, string number, string? cursor, CancellationToken ct = default) =>
        api.Get<Page<OrderView>>($"shops/{shop}/orders?limit=50" + (number.Length == 0 ? "" : "&external_id=" + Uri.EscapeDataString(number))
            + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), ct);

    public Task<OrderView> Get(Guid shop, Guid id, CancellationToken ct = default) => api.Get<OrderView>($"shops/{shop}/orders/{id}", ct);
}
