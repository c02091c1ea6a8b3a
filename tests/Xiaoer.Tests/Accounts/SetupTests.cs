using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Accounts;

/// <summary>The first run: an installation without people gets its owner by the token it prints, once.</summary>
public class SetupTests
{
    private const string Password = "first-owner-2026";

    [Theory, BothDatabases]
    public async Task Whoever_reads_the_programs_output_opens_the_shop_and_answers_its_first_visitor(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        using var nobody = app.Anonymous();
        (await nobody.Get<SetupState>("/api/v1/setup")).Open.ShouldBeTrue();

        var opened = await nobody.Post<SetUpView>("/api/v1/setup", Wanted(await Token(app)));

        (await nobody.Get<SetupState>("/api/v1/setup")).Open.ShouldBeFalse();
        await using var visitor = await Visitor.Arrives(app.Address, opened.ChannelId);
        await visitor.Says("在吗？");
        await using var owner = await Agent.SignsIn(app.Address, "chen@shop.example", Password, opened.ShopId);
        owner.Session.Shops.ShouldHaveSingleItem().Name.ShouldBe("陈记茶行");
        (await owner.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem().Preview.ShouldBe("在吗？");
        opened.WidgetCode.ShouldContain(opened.ChannelId.ToString());
    }

    [Theory, BothDatabases]
    public async Task Without_the_token_nobody_becomes_the_owner(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        using var nobody = app.Anonymous();
        await Token(app);

        foreach (var guess in new[] { "", "guess", new string('A', 43) })
        {
            var refused = await Should.ThrowAsync<Refused>(() => nobody.Post<SetUpView>("/api/v1/setup", Wanted(guess)));
            refused.Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.BadRequest);
        }

        (await nobody.Get<SetupState>("/api/v1/setup")).Open.ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task Of_several_who_set_up_at_once_one_is_the_owner_and_the_page_is_closed_for_ever(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        using var nobody = app.Anonymous();
        string[] tokens = [await Token(app), await Token(app)]; // two nodes print one each

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Try(nobody, Wanted(tokens[i % 2]) with { ShopName = $"shop {i}", Email = $"o{i}@shop.example" })));

        outcomes.Count(o => o is null).ShouldBe(1);
        outcomes.Where(o => o is not null).ShouldAllBe(o => o == "setup.done" || o == "setup.wrong_token");
        (await Services(app, first => first.Invite(CancellationToken.None))).ShouldBeNull();
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_is_said_and_the_token_stays_good(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        using var nobody = app.Anonymous();
        var token = await Token(app);

        (await Try(nobody, Wanted(token) with { Password = "short" })).ShouldBe("password.too_short");
        (await Should.ThrowAsync<Refused>(() => nobody.Post<SetUpView>("/api/v1/setup", Wanted(token) with { Email = "nobody" }))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Should.ThrowAsync<Refused>(() => nobody.Post<SetUpView>("/api/v1/setup", Wanted(token) with { TimeZone = "Moon/Sea" }))).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await Try(nobody, Wanted(token))).ShouldBeNull();
    }

    [Theory, BothDatabases]
    public async Task The_demo_comes_along_and_goes_with_one_word_of_its_owner(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        using var nobody = app.Anonymous();
        var opened = await nobody.Post<SetUpView>("/api/v1/setup", Wanted(await Token(app)) with { WithDemo = true });
        await using var owner = await Agent.SignsIn(app.Address, "chen@shop.example", Password, opened.ShopId);
        owner.Session.Shops.Select(s => s.Id).ShouldBe([opened.ShopId, KnownShops.Demo.Value], ignoreOrder: true);

        using (var mine = await owner.Api.Send(HttpMethod.Delete, $"/api/v1/shops/{opened.ShopId}/demo")) mine.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var gone = await owner.Api.Send(HttpMethod.Delete, $"/api/v1/shops/{KnownShops.Demo.Value}/demo")) gone.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await owner.Api.Get<Page<ShopView>>("/api/v1/shops")).Items.ShouldHaveSingleItem().Id.ShouldBe(opened.ShopId);
        using var site = await nobody.Send(HttpMethod.Get, "/demo");
        site.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static SetUpRequest Wanted(string token) =>
        new(token, "陈记茶行", "陈老板", "chen@shop.example", Password, Locales.Chinese, "Asia/Shanghai", "CNY", WithDemo: false);

    private static async Task<string> Token(XiaoerApp app) => (await Services(app, first => first.Invite(CancellationToken.None)))!;

    private static async Task<T> Services<T>(XiaoerApp app, Func<FirstOwner, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<FirstOwner>());
    }

    private static async Task<string?> Try(Api api, SetUpRequest request)
    {
        try
        {
            await api.Post<SetUpView>("/api/v1/setup", request);
            return null;
        }
        catch (Refused refused)
        {
            return refused.Code;
        }
    }
}
