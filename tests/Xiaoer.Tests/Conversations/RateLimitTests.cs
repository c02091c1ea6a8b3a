using System.Net;
using Xiaoer.Platform;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>No stranger takes more than their share, and who does is told when to come again (W-07, P11).</summary>
public class RateLimitTests
{
    [Fact]
    public async Task W07_A_visitor_who_floods_is_slowed_down_and_others_are_not()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        var shop = await app.NewShop();
        await using var flood = await shop.Arrives();
        await using var calm = await shop.Arrives();

        await flood.Connects();
        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => flood.SaysLive($"{i}")));

        var slowed = results.Where(r => r.Ack is null).ToList();
        slowed.Count.ShouldBeGreaterThan(10);
        slowed.ShouldAllBe(r => r.Code == "slow_down" && r.RetryAfterMs > 0);
        results.Count(r => r.Ack is not null).ShouldBeInRange(15, 35);
        (await calm.Says("me too?")).Sequence.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task W07_Over_http_the_answer_is_429_with_a_time()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        var shop = await app.NewShop();
        await using var flood = await shop.Arrives();

        HttpResponseMessage? slowed = null;
        for (var i = 0; i < 60 && slowed is null; i++)
        {
            var answer = await flood.Api.Send(HttpMethod.Post, "/api/v1/widget/messages", flood.Message($"{i}"));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) slowed = answer;
        }

        slowed.ShouldNotBeNull();
        slowed.Headers.RetryAfter.ShouldNotBeNull();
        (await Refused.From(slowed)).Code.ShouldBe("slow_down");
    }

    [Fact]
    public async Task W07_A_household_has_one_share_however_many_addresses_it_has()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => (o.TrustedProxies, o.Limits) = ("127.0.0.1", new LimitOptions { AddressPerSecond = 1 }));
        var shop = await app.NewShop();
        List<Visitor> visitors = [];
        for (var i = 0; i < 20; i++) visitors.Add(await shop.Arrives());

        var answers = await Task.WhenAll(visitors.Select((v, i) => v.Api.Send(HttpMethod.Post, "/api/v1/widget/messages", v.Message("hello"), ("X-Forwarded-For", $"2001:db8::{i + 1:x}"))));

        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        foreach (var visitor in visitors) await visitor.DisposeAsync();
    }

    [Fact]
    public async Task W07_One_address_opens_no_more_lines_than_it_may()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => o.Limits = new LimitOptions { AddressConnections = 5 });
        var shop = await app.NewShop();
        List<Visitor> visitors = [];
        for (var i = 0; i < 8; i++) visitors.Add(await shop.Arrives());

        var joined = 0;
        foreach (var visitor in visitors)
        {
            try
            {
                await visitor.Connects();
                joined++;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Refused: that is the point.
            }
        }

        joined.ShouldBe(5);
        foreach (var visitor in visitors) await visitor.DisposeAsync();
    }

    [Fact]
    public async Task W07_Strangers_from_one_address_are_limited_per_minute()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => o.Limits = new LimitOptions { AddressRequestsPerMinute = 30 });
        var shop = await app.NewShop();
        using var api = app.Anonymous();

        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 60; i++)
        {
            using var answer = await api.Send(HttpMethod.Post, $"/api/v1/widget/channels/{shop.Channel}/visits", new OpenVisitRequest(null, null, null, null));
            answers.Add(answer.StatusCode);
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        answers.Count(a => a == HttpStatusCode.OK).ShouldBeInRange(1, 31);
    }
}
