using System.Net;
using Bunit;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Backups;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Backups;

namespace Xiaoer.Tests.Web;

/// <summary>What an owner sees of the backups, and that nobody else is bothered with them.</summary>
public class BackupsPageTests
{
    private const string Route = "/api/v1/backups";

    [Fact]
    public async Task A_failed_backup_is_said_on_every_page_with_what_to_do()
    {
        using var context = await Owner(View(BackupAlarm.Failed, Run(BackupState.Failed) with { Failure = "disk_full" }));
        await context.Get<BackupsWatch>().Load();

        context.Render<BackupBanner>().Find("[role=alert]").GetAttribute("href").ShouldBe("settings/backups");
        context.Render<BackupsPage>().Find("[role=alert]").TextContent.ShouldContain("磁盘满了");
    }

    [Fact]
    public async Task One_more_is_made_at_the_press_of_a_button_and_not_twice()
    {
        var answer = View(null);
        using var context = await Owner(() => answer);
        context.Server.On("POST", Route, _ =>
        {
            answer = View(null, Run(BackupState.Running) with { Fraction = 0.4 });
            return (HttpStatusCode.Accepted, answer.Backups.Items[0]);
        });
        var page = context.Render<BackupsPage>();

        await page.Find(".btn.primary").ClickAsync(new());

        page.Find(".btn.primary").HasAttribute("disabled").ShouldBeTrue();
        page.Find("[role=progressbar]").GetAttribute("aria-valuenow").ShouldBe("40");
    }

    [Fact]
    public async Task Who_owns_nothing_asks_nothing()
    {
        using var context = await new ConsoleContext().SignedIn();

        context.Render<BackupBanner>().Markup.ShouldBeEmpty();
        context.Render<BackupsPage>().Markup.ShouldContain("全部店铺的老板");
        context.Time.Advance(TimeSpan.FromHours(1));

        context.Server.Asked.ShouldNotContain(a => a.Route == "GET " + Route);
    }

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1500, "1.5 kB")]
    [InlineData(2_340_000_000, "2.3 GB")]
    public void Sizes_are_read_at_a_glance(long bytes, string text) => Sizes.Of(bytes).ShouldBe(text);

    private static Task<ConsoleContext> Owner(BackupsView view) => Owner(() => view);

    private static async Task<ConsoleContext> Owner(Func<BackupsView> view)
    {
        var context = new ConsoleContext();
        var owner = ConsoleContext.Someone(Permissions.Of(Role.Owner));
        context.Server.On("GET", "/api/v1/session", _ => (HttpStatusCode.OK, owner with { Shops = [owner.Shops[0] with { Roles = [Role.Owner] }] }));
        context.Server.On("GET", Route, _ => (HttpStatusCode.OK, view()));
        await context.Get<Session>().Restore();
        return context;
    }

    private static BackupsView View(BackupAlarm? alarm, params BackupView[] backups) =>
        new(new BackupScheduleView(true, "/backups", "03:30", null, 7, Rows.Noon), alarm, null, new Page<BackupView>(backups, null));

    private static BackupView Run(BackupState state) => new(
        Rows.Id(1), BackupOrigin.Schedule, state, null, Rows.Noon, null, null, null, null, null, null, false, null, null);
}
