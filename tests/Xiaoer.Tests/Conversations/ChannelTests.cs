using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>A channel's look and words, and what the widget makes of them (A3.2).</summary>
public class ChannelTests
{
    [Theory, BothDatabases]
    public async Task What_is_changed_is_what_the_next_visitor_sees(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var now = await Settings(shen, shop);

        var saved = await shen.Api.Put<ChannelSettings>(Path(shen, shop), Wanted(now) with { Color = "#2f5d8a", WelcomeZh = "新来的茶到了", Signatures = ["今天发货", "满减进行中", "七天无理由"], SignatureSeconds = 600 });
        await using var visitor = await shop.Arrives();

        saved.Version.ShouldBe(now.Version + 1);
        var look = visitor.Visit.Look;
        (look.Color, look.WelcomeZh, look.SignatureSeconds).ShouldBe(("#2F5D8A", "新来的茶到了", 600));
        look.Signatures.ShouldBe(["今天发货", "满减进行中", "七天无理由"]);
    }

    [Theory, BothDatabases]
    public async Task Signature_lines_are_five_at_most_and_stay_five_minutes_at_least(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var now = await Settings(shen, shop);

        (await Code(() => Save(shen, shop, Wanted(now) with { Signatures = ["一", "二", "三", "四", "五", "六"] }))).ShouldBe("channel.too_many_signatures");
        (await Code(() => Save(shen, shop, Wanted(now) with { SignatureSeconds = 299 }))).ShouldBe("channel.too_fast");
        (await Code(() => Save(shen, shop, Wanted(now) with { Signatures = [" "] }))).ShouldBe("bad_request");
        (await Code(() => Save(shen, shop, Wanted(now) with { AllowedOrigins = ["https://shop.example; script-src *"] }))).ShouldBe("channel.bad_origin");
        (await Code(() => Save(shen, shop, Wanted(now) with { TeamId = Guid.Empty }))).ShouldBe("channel.unknown_team");
        (await Settings(shen, shop)).Version.ShouldBe(now.Version);
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_change_it_at_once_the_second_is_told(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var now = await Settings(shen, shop);
        await Save(shen, shop, Wanted(now) with { Name = "首页" });

        using var late = await shen.Api.Send(HttpMethod.Put, Path(shen, shop), Wanted(now) with { Name = "详情页" }, ("If-Match", $"\"{now.Version}\""));

        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Settings(shen, shop)).Name.ShouldBe("首页");
    }

    [Theory, BothDatabases]
    public async Task A_shop_has_a_page_to_try_its_widget_on(Database database)
    {
        var shop = await TestShop.On(database);
        using var nobody = shop.App.Anonymous();

        using var page = await nobody.Send(HttpMethod.Get, $"/try/{shop.Channel}");
        using var none = await nobody.Send(HttpMethod.Get, $"/try/{shop.Id}");

        (await page.Content.ReadAsStringAsync()).ShouldContain($"data-channel=\"{shop.Channel}\"");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Path(Agent by, TestShop shop) => $"{by.Desk}/channels/{shop.Channel}";

    private static Task<ChannelSettings> Settings(Agent by, TestShop shop) => by.Api.Get<ChannelSettings>(Path(by, shop));

    private static Task<ChannelSettings> Save(Agent by, TestShop shop, SaveChannelRequest wanted) => by.Api.Put<ChannelSettings>(Path(by, shop), wanted);

    private static SaveChannelRequest Wanted(ChannelSettings c) => new(c.Name, c.TeamId, c.Color, c.WelcomeZh, c.WelcomeEn, c.Signatures, c.SignatureSeconds, c.AllowedOrigins);

    private static async Task<string?> Code(Func<Task> act) => (await Should.ThrowAsync<Refused>(act)).Code;
}
