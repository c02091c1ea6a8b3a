using Xiaoer.Shared.Conversations.MovingIn;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Imports;

/// <summary>The shop's imports over the API.</summary>
internal sealed class ImportsClient(Api api, Texts texts)
{
    /// <summary>Where a file goes; the page sends it itself, for the progress.</summary>
    public static string UploadPath(Guid shop, ImportKind kind, string name) =>
        $"/api/v1/shops/{shop}/imports/{kind.ToString().ToLowerInvariant()}?file_name={Uri.EscapeDataString(name.Length <= 200 ? name : name[^200..])}";

    public string RejectsPath(Guid shop, Guid id) => $"/api/v1/shops/{shop}/imports/{id}/rejects?language={texts.Language}";

    public Task<Page<ImportView>> List(Guid shop, string? cursor, CancellationToken ct = default) =>
        api.Get<Page<ImportView>>($"shops/{shop}/imports?limit=30" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), ct);

    public Task<ImportView> Get(Guid shop, Guid id, CancellationToken ct = default) => api.Get<ImportView>($"shops/{shop}/imports/{id}", ct);

    public Task<ImportPreview> Preview(Guid shop, Guid id, CancellationToken ct = default) => api.Get<ImportPreview>($"shops/{shop}/imports/{id}/preview?language={texts.Language}", ct);

    public Task<ImportView> Plan(Guid shop, Guid id, ImportPlanRequest plan) => api.Put<ImportView>($"shops/{shop}/imports/{id}/plan", plan);

    /// <summary>Some of what another desk kept; the same again changes nothing.</summary>
    public async Task<MoveInReport> MoveIn(Guid shop, MoveInRequest request) => await api.Post<MoveInReport>($"shops/{shop}/move-in", request) ?? throw new ApiFailure("empty", 502);

    public Task<ImportView?> Start(Guid shop, Guid id) => api.Post<ImportView>($"shops/{shop}/imports/{id}/start", null);

    public Task<ImportView?> Cancel(Guid shop, Guid id) => api.Post<ImportView>($"shops/{shop}/imports/{id}/cancel", null);

    public Task<ImportView?> Undo(Guid shop, Guid id) => api.Post<ImportView>($"shops/{shop}/imports/{id}/undo", null);

    public Task Discard(Guid shop, Guid id) => api.Delete($"shops/{shop}/imports/{id}");

    public Task<Page<ImportMappingView>> Mappings(Guid shop, CancellationToken ct = default) => api.Get<Page<ImportMappingView>>($"shops/{shop}/import-mappings", ct);

    public Task<ImportMappingView> SaveMapping(Guid shop, string name, PutImportMappingRequest mapping) => api.Put<ImportMappingView>($"shops/{shop}/import-mappings/{Uri.EscapeDataString(name)}", mapping);
}
