using System.Net;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Conversations.Alerts;

/// <summary>A person's own notifications: kept for them alone, the newest for all their pages.</summary>
public class NotificationsTests
{
    private const string Address = "/api/v1/notifications";

    [Theory, BothDatabases]
    public async Task Everybody_chooses_for_themselves(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        var wanted = NotificationSettings.Standard with { Sound = false, Tune = AlertSound.Drop, WaitSeconds = 45, Quiet = new QuietHours(1320, 480, "Asia/Shanghai") };

        (await lan.Api.Get<NotificationsView>(Address)).ShouldBe(new NotificationsView(NotificationSettings.Standard, 0));
        await lan.Api.Put<NotificationsView>(Address, wanted);

        (await lan.Api.Get<NotificationsView>(Address)).Settings.ShouldBe(wanted);
        (await mei.Api.Get<NotificationsView>(Address)).Settings.ShouldBe(NotificationSettings.Standard);
    }

    [Theory, BothDatabases]
    public async Task Another_page_of_the_same_person_hears_it_at_once_and_nobody_else_does(Database database)
    {
        var shop = await TestShop.On(database);
        await using var here = await shop.SignsIn("Lan");
        await using var there = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        var (hears, listens) = (await there.Connects(), await mei.Connects());

        var chosen = await here.Api.Put<NotificationsView>(Address, NotificationSettings.Standard with { Volume = 20 });

        (await hears.Until(e => e.Name == ConversationEvents.NotificationsChanged)).Read<NotificationsChanged>().View.ShouldBe(chosen);
        listens.Heard.ShouldNotContain(e => e.Name == ConversationEvents.NotificationsChanged);
    }

    [Theory, BothDatabases]
    public async Task Of_two_pages_the_slower_is_told_so(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await lan.Api.Put<NotificationsView>(Address, NotificationSettings.Standard);

        using var slow = await lan.Api.Send(HttpMethod.Put, Address, NotificationSettings.Standard with { Sound = false }, ("If-Match", "\"0\""));

        slow.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("volume", 101)]
    [InlineData("wait", 4)]
    [InlineData("zone", 0)]
    public async Task What_makes_no_sense_is_refused(string what, int value)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");
        var wanted = what switch
        {
            "volume" => NotificationSettings.Standard with { Volume = value },
            "wait" => NotificationSettings.Standard with { WaitSeconds = value },
            _ => NotificationSettings.Standard with { Quiet = new QuietHours(0, 60, "Mars/Olympus") },
        };

        using var refused = await lan.Api.Send(HttpMethod.Put, Address, wanted);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task A_team_says_how_long_its_customers_may_wait(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        using var changed = await shen.Api.Send(HttpMethod.Put, $"{shen.Desk}/teams/{shop.Seeded.Sales}", new SaveTeamRequest("售前", 45));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var lan = await shop.SignsIn("Lan");

        lan.Session.Shops.Single().Teams.Single(t => t.Id == shop.Seeded.Sales).WaitSeconds.ShouldBe(45);
    }
}
