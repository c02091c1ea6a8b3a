using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Accounts;

/// <summary>Guessing, planted and old sessions (S-01, S-02), and what the log of it says.</summary>
public class SignInTests
{
    [Theory, BothDatabases]
    public async Task S01_Of_many_guesses_at_once_five_are_heard_and_then_the_account_rests(Database database)
    {
        var shop = await Own(database);
        await using var app = shop.App;
        using var stranger = app.Anonymous();

        await Task.WhenAll(Enumerable.Range(0, 25).Select(i => Try(stranger, shop, $"wrong-password-{i}")));

        using var right = await Try(stranger, shop, SeededShop.Password);
        right.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Lan(shop)).AccessFailedCount.ShouldBe(SignInAttempts.Free);
    }

    [Theory, BothDatabases]
    public async Task S01_A_person_gets_in_from_a_known_browser_while_strangers_keep_guessing(Database database)
    {
        var shop = await Own(database);
        await using var app = shop.App;
        await using var lan = await shop.SignsIn("Lan");
        using var stranger = app.Anonymous();
        foreach (var guess in Enumerable.Range(0, 6)) (await Try(stranger, shop, $"wrong-password-{guess}")).Dispose();
        using var elsewhere = await Try(stranger, shop, SeededShop.Password);
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await lan.Api.Delete("/api/v1/session");
        using var again = await Try(lan.Api, shop, SeededShop.Password);

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task S01_Nobody_and_somebody_are_refused_in_the_same_words(Database database)
    {
        var shop = await Own(database);
        await using var app = shop.App;
        using var stranger = app.Anonymous();

        var nobody = await Refused.From(await stranger.Send(HttpMethod.Post, "/api/v1/session", new SignInRequest("nobody@shop.example", "wrong-password")));
        var somebody = await Refused.From(await Try(stranger, shop, "wrong-password"));

        (nobody.Status, nobody.Code).ShouldBe((somebody.Status, somebody.Code));
        WithoutTrace(nobody.Message).ShouldBe(WithoutTrace(somebody.Message));
    }

    [Fact]
    public async Task S01_An_address_that_keeps_guessing_is_told_to_slow_down()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        using var stranger = app.Anonymous();
        for (var i = 0; i < SignInLimits.PerAddress; i++)
            (await stranger.Send(HttpMethod.Post, "/api/v1/session", new SignInRequest($"nobody{i}@shop.example", "spring-2026-spring"))).Dispose();

        using var next = await stranger.Send(HttpMethod.Post, "/api/v1/session", new SignInRequest("nobody@shop.example", "spring-2026-spring"));

        next.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        next.Headers.RetryAfter.ShouldNotBeNull();
        Refused.CodeOf(await next.Content.ReadAsStringAsync()).ShouldBe("slow_down");
    }

    [Fact]
    public async Task A06_An_address_that_guesses_keys_is_told_to_slow_down()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        HttpStatusCode status = default;
        for (var i = 0; i <= SignInLimits.PerAddress; i++)
        {
            using var guess = app.Anonymous(http => http.DefaultRequestHeaders.Add("Authorization", "Bearer " + ApiKeyText.New()));
            using var answer = await guess.Send(HttpMethod.Get, "/api/v1/shops");
            status = answer.StatusCode;
        }

        status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A06_Who_guesses_keys_does_not_shut_out_who_has_one()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");
        var made = await shen.Api.Post<CreatedApiKey>($"{shen.Desk}/api-keys", new CreateApiKeyRequest("erp", [Permissions.ReadOrders]));
        for (var i = 0; i <= SignInLimits.PerAddress; i++) (await WithKey(app, ApiKeyText.New().ToString())).Dispose();

        using var right = await WithKey(app, made.Secret);
        using var wrong = await WithKey(app, ApiKeyText.New().ToString());

        (right.StatusCode, wrong.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task S01_While_the_whole_world_guesses_known_browsers_still_get_in()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, options => options.TrustedProxies = "127.0.0.1");
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        using var world = app.Anonymous(http => http.DefaultRequestHeaders.Add("Authorization", "Bearer " + ApiKeyText.New()));
        for (var i = 0; i < SignInLimits.Everybody; i++)
            (await world.Send(HttpMethod.Get, "/api/v1/shops", null, ("X-Forwarded-For", $"10.0.0.{i / SignInLimits.PerAddress}"))).Dispose();
        using var stranger = app.Anonymous();

        using var known = await Try(lan.Api, shop, SeededShop.Password);
        using var unknown = await Try(stranger, shop, SeededShop.Password);

        (known.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.TooManyRequests));
    }

    [Theory, BothDatabases]
    public async Task S02_Signing_in_makes_a_new_session_and_ends_what_was_planted(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var before = lan.Cookies.GetCookies(lan.Server)["xiaoer"]!.Value;

        (await Try(lan.Api, shop, SeededShop.Password)).EnsureSuccessStatusCode();

        lan.Cookies.GetCookies(lan.Server)["xiaoer"]!.Value.ShouldNotBe(before);
        using var planted = shop.App.Anonymous(http => http.DefaultRequestHeaders.Add("Cookie", "xiaoer=" + before));
        using var answer = await planted.Send(HttpMethod.Get, "/api/v1/session");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task S02_A_new_password_ends_every_other_session(Database database)
    {
        var shop = await TestShop.On(database);
        await using var here = await shop.SignsIn("Mei");
        await using var there = await shop.SignsIn("Mei");

        await here.Api.Post("/api/v1/session/password", new ChangePasswordRequest(SeededShop.Password, "another-long-password"));

        (await here.Api.Get<SessionView>("/api/v1/session")).Person.Id.ShouldBe(here.Id);
        (await Should.ThrowAsync<Refused>(() => there.Api.Get<SessionView>("/api/v1/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites(Database database)
    {
        var shop = await TestShop.On(database);
        using var browser = shop.App.Anonymous();

        using var answer = await Try(browser, shop, SeededShop.Password);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("xiaoer=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
    }

    [Theory, BothDatabases]
    public async Task C09_Another_sites_page_cannot_sign_somebody_in(Database database)
    {
        var shop = await TestShop.On(database);
        using var browser = shop.App.Anonymous(http => http.DefaultRequestHeaders.Add("Origin", "https://evil.example"));

        using var answer = await Try(browser, shop, SeededShop.Password);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<TestShop> Own(Database database) => await (await XiaoerApp.Start(database, o => o.Limits.Lifted = true)).NewShop();

    private static async Task<HttpResponseMessage> WithKey(XiaoerApp app, string key)
    {
        using var program = app.Anonymous(http => http.DefaultRequestHeaders.Add("Authorization", "Bearer " + key));
        return await program.Send(HttpMethod.Get, "/api/v1/shops");
    }

    private static Task<HttpResponseMessage> Try(Api api, TestShop shop, string password)
    {
        var person = shop.Seeded.People.Values.First(p => p.Name == "Lan");
        return api.Send(HttpMethod.Post, "/api/v1/session", new SignInRequest(person.Email, password));
    }

    private static Task<Person> Lan(TestShop shop)
    {
        var id = new PersonId(shop.Seeded.People["Lan"].Id);
        return shop.App.Look(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == id));
    }

    private static string WithoutTrace(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\"trace_id\":\"[^\"]*\"", "");
}
