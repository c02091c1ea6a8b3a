using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Customers;

/// <summary>Customers, their notes and orders over the API. Contact data comes masked unless a reason was given.</summary>
internal sealed class CustomersClient(Api api)
{
    public Task<Page<CustomerView>> List(Guid shop, string query, string? cursor, CancellationToken ct = default) =>
        api.Get<Page<CustomerView>>($"shops/{shop}/customers?limit=50&q={Uri.EscapeDataString(query)}" + Next(cursor), ct);

    public Task<CustomerView> Get(Guid shop, Guid id, CancellationToken ct = default) => api.Get<CustomerView>(Path(shop, id), ct);

    public async Task<CustomerNoteView?> AddNote(Guid shop, Guid id, string text) =>
        await api.Post<CustomerNoteView>(Path(shop, id) + "/notes", new AddCustomerNoteRequest(text));

    public Task DeleteNote(Guid shop, Guid id, Guid note) => api.Delete($"{Path(shop, id)}/notes/{note}");

    public async Task<CustomerView> Unmask(Guid shop, Guid id, string reason) =>
        await api.Post<CustomerView>(Path(shop, id) + "/unmask", new UnmaskRequest(reason)) ?? throw new ApiFailure("empty", 502);

    public Task<Page<OrderView>> Orders(Guid shop, Guid id, string? cursor, int limit, CancellationToken ct = default) =>
        api.Get<Page<OrderView>>($"{Path(shop, id)}/orders?limit={limit}" + Next(cursor), ct);

    private static string Path(Guid shop, Guid id) => $"shops/{shop}/customers/{id}";

    private static string Next(string? cursor) => cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
}
