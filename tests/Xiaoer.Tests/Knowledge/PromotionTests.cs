using System.Net;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Knowledge;

/// <summary>What agents say during a sale comes with it and goes with it.</summary>
public class PromotionTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero); // eight in Shanghai
    private static readonly SavePromotionRequest Sale = new("双11", Evening, Evening.AddDays(2));

    [Theory, BothDatabases]
    public async Task Its_phrases_are_at_hand_while_it_runs(Database database)
    {
        var clock = new FakeTimeProvider(Evening.AddMinutes(-10));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        var sale = await bo.Announces(Sale);
        await bo.Adds(new(PhraseScope.Shop, null, "满减", null, "每满 300 减 50", sale.Id));

        var before = (await Seen(lan), await Seen(bo), (await bo.AtHand()).ChangesAt, (await lan.Promotions()).Items.Count);
        clock.Advance(TimeSpan.FromMinutes(10));
        var during = (await Seen(lan), await Seen(bo), (await lan.AtHand()).Promotions.Single().State);
        clock.Advance(TimeSpan.FromDays(2));
        var after = (await Seen(lan), await Seen(bo), (await bo.Promotions()).Items.Single().State);

        before.ShouldBe(((0, 0), (0, 1), Evening, 0));
        during.ShouldBe(((1, 1), (1, 1), PromotionState.Running));
        after.ShouldBe(((0, 0), (0, 1), PromotionState.Ended));

        static async Task<(int AtHand, int Listed)> Seen(Agent agent) => ((await agent.AtHand()).Phrases.Count, (await agent.Phrases("")).Items.Count);
    }

    [Theory, BothDatabases]
    public async Task Leads_plan_them_and_agents_do_not(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        var sale = await bo.Announces(Sale);

        (await Refusal(() => lan.Announces(Sale with { Name = "双12" }))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Refusal(() => bo.Announces(Sale))).Code.ShouldBe("promotion.name_taken");
        (await Refusal(() => bo.Announces(Sale with { Name = "倒着过", EndsAt = Evening }))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Refusal(() => bo.Adds(new(PhraseScope.Personal, null, null, null, "悄悄话", sale.Id)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Refusal(() => bo.Adds(new(PhraseScope.Shop, null, null, null, "满减", Guid.CreateVersion7(Evening))))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task Deleted_it_takes_its_phrases_along(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var sale = await bo.Announces(Sale);
        await bo.Adds(new(PhraseScope.Shop, null, "满减", "mj", "每满 300 减 50", sale.Id));
        var kept = await bo.Adds(new(PhraseScope.Shop, null, null, null, "您好", null));

        using var changed = await bo.Api.Send(HttpMethod.Put, $"{bo.Desk}/promotions/{sale.Id}", Sale with { Name = "双11返场" }, ("If-Match", "\"1\""));
        using var stale = await bo.Api.Send(HttpMethod.Delete, $"{bo.Desk}/promotions/{sale.Id}", null, ("If-Match", "\"1\""));
        using var deleted = await bo.Api.Send(HttpMethod.Delete, $"{bo.Desk}/promotions/{sale.Id}", null, ("If-Match", "\"2\""));

        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await bo.Phrases("")).Items.Select(p => p.Id).ShouldBe([kept.Id]);
    }

    private static Task<Refused> Refusal(Func<Task> act) => Should.ThrowAsync<Refused>(act);
}
