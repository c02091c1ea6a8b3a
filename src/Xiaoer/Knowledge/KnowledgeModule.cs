using Xiaoer.Knowledge.Contracts;
using Xiaoer.Knowledge.Exchange;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Knowledge;

/// <summary>What the shop knows how to say: phrases, and the promotions some of them belong to.</summary>
internal static class KnowledgeModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddScoped<Phrases>();
        services.AddScoped<PhraseSaving>();
        services.AddScoped<PhraseImport>();
        services.AddScoped<PhraseIntake>();
        services.AddSingleton<ScriptSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<ScriptSweep>());
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var phrases = api.MapGroup("/shops/{shop:guid}/phrases").WithTags("Phrases").RefuseUnknownQuery();
        ListPhrases.Map(phrases);
        ListPhrasesAtHand.Map(phrases);
        ListFolders.Map(phrases);
        RenameFolder.Map(phrases);
        GetPhrase.Map(phrases);
        AddPhrase.Map(phrases);
        ChangePhrase.Map(phrases);
        DeletePhrase.Map(phrases);
        RestorePhrase.Map(phrases);
        UsePhrase.Map(phrases);
        ExportPhrases.Map(phrases);
        ImportPhrases.Map(phrases);

        var promotions = api.MapGroup("/shops/{shop:guid}/promotions").WithTags("Promotions").RefuseUnknownQuery();
        ListPromotions.Map(promotions);
        AddPromotion.Map(promotions);
        ChangePromotion.Map(promotions);
        DeletePromotion.Map(promotions);
    }
}
