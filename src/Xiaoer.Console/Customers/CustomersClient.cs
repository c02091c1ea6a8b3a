using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Customers;

/// <summary>Customers, their notes and orders over the API. Contact data comes masked unless a reason was given.</summary>
internal sealed class CustomersClient(Api api)
{
    public Task<Page<CustomerView>> List(Guid shop, string query, string? cursor, string narrowed = "", CancellationToken ct = default) =>
        api.Get<Page<CustomerView>>($"shops/{shop}/customers?limit=50&q={Uri.EscapeDataString(query)}{narrowed}" + Next(cursor), ct);

    public Task<CustomerView> Get(Guid shop, Guid id, CancellationToken ct = default) => api.Get<CustomerView>(Path(shop, id), ct);

    public async Task<CustomerNoteView?> AddNote(Guid shop, Guid id, string text) =>
        await api.Post<CustomerNoteView>(Path(shop, id) + "/notes", new AddCustomerNoteRequest(text));

    public Task PinNote(Guid shop, Guid id, Guid note, bool pinned) => api.Put($"{Path(shop, id)}/notes/{note}/pin", new PinNoteRequest(pinned));

    public async Task<IReadOnlyList<LabelView>> Labels(Guid shop, LabelKind? kind, string query = "", int limit = 50, CancellationToken ct = default) =>
        (await api.Get<Page<LabelView>>($"shops/{shop}/customers/labels?limit={limit}&q={Uri.EscapeDataString(query)}" + (kind is { } one ? "&kind=" + (one == LabelKind.Tag ? "tag" : "group") : ""), ct)).Items;

    public Task<LabelView?> AddLabel(Guid shop, Guid id, AddLabelRequest label) => api.Post<LabelView>(Path(shop, id) + "/labels", label);

    public Task RemoveLabel(Guid shop, Guid id, Guid label) => api.Delete($"{Path(shop, id)}/labels/{label}");

    public Task<LabelView?> CreateGroup(Guid shop, AddLabelRequest group) => api.Post<LabelView>($"shops/{shop}/customers/labels", group);

    public Task<LabelView> ChangeLabel(Guid shop, LabelView label, SaveLabelRequest wanted) => api.Put<LabelView>($"shops/{shop}/customers/labels/{label.Id}", wanted, label.Version);

    public Task DeleteLabel(Guid shop, Guid label) => api.Delete($"shops/{shop}/customers/labels/{label}");

    public Task Rank(Guid shop, Guid id, Importance importance) => api.Put(Path(shop, id) + "/importance", new SetImportanceRequest(importance));

    public async Task<IReadOnlyList<CustomerWarningView>> Warnings(Guid shop, Guid id, CancellationToken ct = default) =>
        (await api.Get<Page<CustomerWarningView>>(Path(shop, id) + "/warnings", ct)).Items;

    public Task Dismiss(Guid shop, Guid id, CustomerWarningKind kind, bool dismissed) => api.Post(Path(shop, id) + "/warnings", new DismissWarningRequest(kind, dismissed));

    public Task DeleteNote(Guid shop, Guid id, Guid note) => api.Delete($"{Path(shop, id)}/notes/{note}");

    public async Task<CustomerView> Unmask(Guid shop, Guid id, string reason) =>
        await api.Post<CustomerView>(Path(shop, id) + "/unmask", new UnmaskRequest(reason)) ?? throw new ApiFailure("empty", 502);

    public Task<Page<OrderView>> Orders(Guid shop, Guid id, string? cursor, int limit, CancellationToken ct = default) =>
        api.Get<Page<OrderView>>($"{Path(shop, id)}/orders?limit={limit}" + Next(cursor), ct);

    private static string Path(Guid shop, Guid id) => $"shops/{shop}/customers/{id}";

    private static string Next(string? cursor) => cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
}
