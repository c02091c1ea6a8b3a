using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Knowledge;

/// <summary>Phrases and promotions over the API.</summary>
internal sealed class PhrasesClient(Api api)
{
    /// <summary>The browser keeps the answer and asks whether it still holds.</summary>
    public Task<PhrasesAtHand> AtHand(Guid shop, CancellationToken ct = default) => api.Get<PhrasesAtHand>($"shops/{shop}/phrases/at-hand", ct);

    public Task<Page<PhraseView>> List(Guid shop, string filter, string? cursor, CancellationToken ct = default) =>
        api.Get<Page<PhraseView>>($"shops/{shop}/phrases?limit=50{filter}" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), ct);

    public Task<PhraseView> Get(Guid shop, Guid id, CancellationToken ct = default) => api.Get<PhraseView>(Path(shop, id), ct);

    public Task<Page<PhraseFolder>> Folders(Guid shop, CancellationToken ct = default) => api.Get<Page<PhraseFolder>>($"shops/{shop}/phrases/folders", ct);

    public Task RenameFolder(Guid shop, RenameFolderRequest request) => api.Put($"shops/{shop}/phrases/folders", request);

    public async Task<PhraseView> Add(Guid shop, SavePhraseRequest phrase) =>
        await api.Post<PhraseView>($"shops/{shop}/phrases", phrase) ?? throw new ApiFailure("empty", 502);

    public Task<PhraseView> Change(Guid shop, PhraseView seen, SavePhraseRequest phrase) => api.Put<PhraseView>(Path(shop, seen.Id), phrase, seen.Version);

    public Task Delete(Guid shop, Guid id) => api.Delete(Path(shop, id));

    public Task Restore(Guid shop, Guid id) => api.Post(Path(shop, id) + "/restore");

    public Task Use(Guid shop, Guid id, Guid use) => api.Post(Path(shop, id) + "/uses", new UsePhraseRequest(use));

    public Task<Page<PromotionView>> Promotions(Guid shop, CancellationToken ct = default) => api.Get<Page<PromotionView>>($"shops/{shop}/promotions", ct);

    public Task AddPromotion(Guid shop, SavePromotionRequest promotion) => api.Post($"shops/{shop}/promotions", promotion);

    public Task ChangePromotion(Guid shop, PromotionView seen, SavePromotionRequest promotion) =>
        api.Put<PromotionView>($"shops/{shop}/promotions/{seen.Id}", promotion, seen.Version);

    public Task DeletePromotion(Guid shop, Guid id) => api.Delete($"shops/{shop}/promotions/{id}");

    /// <param name="file">The file as it was chosen.</param>
    public async Task<PhraseImportReport> Import(Guid shop, byte[] file, bool dryRun)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("application/octet-stream");
        return await api.Post<PhraseImportReport>($"shops/{shop}/phrases/imports" + (dryRun ? "?dry_run=true" : ""), content) ?? throw new ApiFailure("empty", 502);
    }

    /// <summary>Where the browser fetches the export.</summary>
    public static string ExportAddress(Guid shop, string format) => $"api/v1/shops/{shop}/phrases/export?format={format}";

    private static string Path(Guid shop, Guid id) => $"shops/{shop}/phrases/{id}";
}
