using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Knowledge;

/// <summary>What a person does with phrases.</summary>
internal static class PhrasingAgent
{
    extension(Agent agent)
    {
        public Task<PhraseView> Adds(SavePhraseRequest phrase) => agent.Api.Post<PhraseView>($"{agent.Desk}/phrases", phrase);

        public Task<PhrasesAtHand> AtHand() => agent.Api.Get<PhrasesAtHand>($"{agent.Desk}/phrases/at-hand");

        public Task<Page<PhraseView>> Phrases(string query) => agent.Api.Get<Page<PhraseView>>($"{agent.Desk}/phrases?{query}");

        public Task Uses(Guid phrase, Guid? use = null) =>
            agent.Api.Post($"{agent.Desk}/phrases/{phrase}/uses", new UsePhraseRequest(use ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow())));

        public Task<PromotionView> Announces(SavePromotionRequest promotion) => agent.Api.Post<PromotionView>($"{agent.Desk}/promotions", promotion);

        public Task<PhraseImportReport> Imports(string file, bool dryRun = false) => agent.Imports(System.Text.Encoding.UTF8.GetBytes(file), dryRun);

        public async Task<PhraseImportReport> Imports(byte[] file, bool dryRun = false)
        {
            using var content = new ByteArrayContent(file);
            content.Headers.ContentType = new("application/octet-stream");
            return await agent.Api.Post<PhraseImportReport>($"{agent.Desk}/phrases/imports?dry_run={(dryRun ? "true" : "false")}", content);
        }

        public Task<Page<PromotionView>> Promotions() => agent.Api.Get<Page<PromotionView>>($"{agent.Desk}/promotions");
    }
}
