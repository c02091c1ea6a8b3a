using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Http;

/// <summary>What a request did and what it was answered are stored together, or neither is .</summary>
public class CrashedReplyTests
{
    private const string Key = "5fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f";

    [Theory, BothDatabases]
    public async Task A_reply_lost_on_the_way_is_there_for_the_repeat(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        using var first = await shen.Api.Send(HttpMethod.Post, $"{shen.Desk}/teams", new SaveTeamRequest("夜班"), (Idempotency.Header, Key));
        await using var later = await shop.SignsIn("Shen");
        using var again = await later.Api.Send(HttpMethod.Post, $"{shen.Desk}/teams", new SaveTeamRequest("夜班"), (Idempotency.Header, Key));

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.Headers.Location.ShouldBe(first.Headers.Location);
        again.Headers.GetValues(Idempotency.ReplayedHeader).ShouldBe(["true"]);
        (await Teams(shop, "夜班")).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task What_was_refused_did_nothing_and_may_be_tried_again(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await shen.Api.Post($"{shen.Desk}/teams", new SaveTeamRequest("早班"));

        using var refused = await shen.Api.Send(HttpMethod.Post, $"{shen.Desk}/teams", new SaveTeamRequest("早班"), (Idempotency.Header, Key));
        await shop.App.Look(async db =>
        {
            var id = new ShopId(shop.Id);
            (await db.Set<Team>().SingleAsync(t => t.ShopId == id && t.Name == "早班")).Rename("晨班");
            return await db.SaveChangesAsync();
        });
        using var again = await shen.Api.Send(HttpMethod.Post, $"{shen.Desk}/teams", new SaveTeamRequest("早班"), (Idempotency.Header, Key));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Teams(shop, "早班")).ShouldBe(1);
    }

    private static Task<int> Teams(TestShop shop, string name)
    {
        var id = new ShopId(shop.Id);
        return shop.App.Look(db => db.Set<Team>().CountAsync(t => t.ShopId == id && t.Name == name));
    }
}
