using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Conversations.Alerts;
using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Conversations.Alerts;

/// <summary>Phones and desktops are told while no desk is open – the right ones, once, and nothing that nobody asked for.</summary>
public class PushTests
{
    [Theory, BothDatabases]
    public async Task A_phone_is_told_of_a_customers_words_without_the_words(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");

        await customer.Says("我的银行卡尾号 1234，地址是南京路 1 号");
        await place.Passes();

        var told = place.Service.Received.ShouldHaveSingleItem();
        told.Notice.Url.ShouldBe($"/desk/{customer.Conversation}");
        told.Notice.Title.ShouldStartWith("客人来消息了 · C-");
        (told.Notice.Title + told.Notice.Body).ShouldNotContain("1234");
        told.Topic.ShouldBe(customer.Conversation.ToString("N"));
        told.Origin.ShouldBe(place.Service.Address);
        (await lan.Devices()).ShouldHaveSingleItem().LastSentAt.ShouldNotBeNull();
    }

    [Theory, BothDatabases]
    public async Task The_words_go_along_only_where_that_was_switched_on(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？", Locales.English);
        await lan.Chooses(s => s with { ShowText = true });

        await customer.Says("还有货吗？");
        await place.Passes();

        place.Service.Received.ShouldHaveSingleItem().Notice.Body.ShouldBe("还有货吗？");
    }

    [Theory, BothDatabases]
    public async Task Who_has_a_desk_in_front_of_them_needs_no_push(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");
        await using var line = await lan.Person.Connects();
        await line.Hub.InvokeAsync("Front", true);

        await customer.Says("在看吗？");
        await place.Passes();
        place.Service.Received.ShouldBeEmpty();

        await line.Hub.InvokeAsync("Front", false);
        await customer.Says("还在吗？");
        await place.Passes();
        place.Service.Received.ShouldHaveSingleItem();
    }

    [Theory, BothDatabases]
    public async Task A_queue_tells_its_team_once_and_nobody_else(Database database)
    {
        await using var place = await Place.On(database);
        await place.Carries("Lan", "lans-phone");
        await place.Carries("Hua", "huas-phone");

        var customer = await place.Shop.Asks("新来的");
        place.App.Clock!.Advance(TimeSpan.FromSeconds(1));
        await customer.Says("在吗？");
        await place.Passes();

        place.Service.Received.ShouldHaveSingleItem().Phone.ShouldBe("lans-phone");
    }

    [Theory, BothDatabases]
    public async Task Who_is_called_in_a_note_is_told_until_they_have_seen_it(Database database)
    {
        await using var place = await Place.On(database);
        var mei = await place.Carries("Mei", "meis-phone");
        await mei.Chooses(s => s with { NewInQueue = false, LongWait = false });
        await using var lan = await place.Shop.SignsIn("Lan");
        await using var customer = await place.Shop.Asks("可以改地址吗？");
        await lan.Claims(customer.Conversation);
        Task<MessageAck> Calls(string text) => lan.Says(customer.Conversation, lan.Message(text, MessageKind.Note) with { Content = new MessageContent(Mentions: [mei.Person.Id]) });

        await Calls("@Mei 仓库那边您熟");
        await place.Passes();
        (place.Service.Received.ShouldHaveSingleItem().Phone, place.Service.Received.First().Notice.Url).ShouldBe(("meis-phone", $"/desk/{customer.Conversation}"));

        var second = await Calls("@Mei 急");
        await mei.Person.Api.Post($"{mei.Person.Desk}/mentions/seen", new SeeMentionsRequest(customer.Conversation, second.Sequence));
        await place.Passes();
        place.Service.Received.Count.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Whoever_asks_for_a_person_is_told_and_so_is_their_wait(Database database)
    {
        await using var place = await Place.On(database);
        await place.Carries("Lan", "lans-phone");
        await using var visitor = await place.Shop.Arrives();

        await visitor.Api.Post("/api/v1/widget/person");
        await place.Passes();
        place.Service.Received.ShouldHaveSingleItem();
        await place.Passes(60);

        place.Service.Received.Count.ShouldBe(2);
        place.Service.Received.Last().Notice.Title.ShouldStartWith("客人等久了");
    }

    [Theory, BothDatabases]
    public async Task A_wait_is_told_once_when_it_is_too_long(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");
        await lan.Chooses(s => s with { NewInMine = false, WaitSeconds = 60 });

        await customer.Says("在吗？");
        await place.Passes(59);
        place.Service.Received.ShouldBeEmpty();

        await place.Passes(2);
        await customer.Says("还在吗？");
        await place.Passes(300);

        place.Service.Received.ShouldHaveSingleItem().Notice.Title.ShouldStartWith("客人等久了");
    }

    [Theory, BothDatabases]
    public async Task Who_was_answered_in_time_raises_no_alarm(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");
        await lan.Chooses(s => s with { NewInMine = false, WaitSeconds = 60 });

        await customer.Says("在吗？");
        await place.Passes(5);
        await lan.Person.Replies(customer.Conversation, "在的");
        await place.Passes(90);

        place.Service.Received.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task It_stays_quiet_in_quiet_hours(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");
        await lan.Chooses(s => s with { Quiet = new QuietHours(0, 23 * 60 + 59, "UTC") });

        await customer.Says("在吗？");
        await place.Passes(30);

        place.Service.Received.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_push_service_in_trouble_is_asked_again(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");
        await lan.Chooses(s => s with { LongWait = false });
        var troubled = true;
        place.Service.Answer = (_, answer) =>
        {
            if (!troubled) return 201;
            troubled = false;
            answer.Headers.RetryAfter = "40";
            return 503;
        };

        await customer.Says("在吗？");
        await place.Passes();
        await place.Passes(30);
        place.Service.Received.ShouldBeEmpty();

        await place.Passes(15);
        place.Service.Received.ShouldNotBeEmpty();
        (await place.App.Look(db => db.Set<PushDelivery>().CountAsync())).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_device_that_is_gone_is_forgotten(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");
        place.Service.Answer = (_, _) => 410;

        await customer.Says("在吗？");
        await place.Passes();

        (await lan.Devices()).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Signing_out_ends_it(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");

        await lan.Person.Api.Delete("/api/v1/session");
        await customer.Says("在吗？");
        await place.Passes();

        place.Service.Received.ShouldBeEmpty();
        await using var again = await place.Shop.SignsIn("Lan");
        (await new Carrier(again).Devices()).ShouldBeEmpty();
        (await place.App.Look(db => db.Set<PushDevice>().CountAsync())).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Whoever_is_let_go_hears_nothing_more(Database database)
    {
        await using var place = await Place.On(database);
        var (lan, customer) = await place.LanServes("有人吗？");
        await using var shen = await place.Shop.SignsIn("Shen");
        (await shen.Api.Send(HttpMethod.Put, $"{shen.Desk}/people/{lan.Person.Id}", new ChangePersonRequest("Lan", [Role.Agent], [place.Shop.Seeded.Sales], Disabled: true))).StatusCode.ShouldBe(HttpStatusCode.OK);

        await customer.Says("在吗？");
        await place.Passes();

        place.Service.Received.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_browser_belongs_to_who_asked_last_and_only_they_take_it_away(Database database)
    {
        await using var place = await Place.On(database);
        var lan = await place.Carries("Lan", "the-shared-computer");
        var device = (await lan.Devices()).Single();
        await using var stranger = await place.Shop.SignsIn("Hua");

        (await stranger.Api.Send(HttpMethod.Delete, $"/api/v1/push/devices/{device.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var mei = await place.Carries("Mei", "the-shared-computer");

        (await lan.Devices()).ShouldBeEmpty();
        (await mei.Devices()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("http://push.example/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://10.0.0.8/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://push.example:8443/x")]
    [InlineData("https://user:secret@push.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task Only_a_public_https_service_is_asked(string endpoint)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");
        using var keys = new PhoneKeys();

        using var refused = await lan.Api.Send(HttpMethod.Post, "/api/v1/push/devices", new SubscribeRequest(
            endpoint, System.Buffers.Text.Base64Url.EncodeToString(keys.Public), System.Buffers.Text.Base64Url.EncodeToString(keys.Auth), Locales.Chinese));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::7f00:1", true)]
    [InlineData("142.250.1.1", false)]
    [InlineData("2a00:1450::1", false)]
    public void An_address_inside_the_house_is_known(string address, bool inside) => PushLine.IsPrivate(IPAddress.Parse(address)).ShouldBe(inside);

    [Fact]
    public async Task A_name_that_leads_into_the_house_is_not_connected_to()
    {
        using var line = new PushLine(new XiaoerOptions());

        var (outcome, _) = await line.Send(new Uri("https://localhost:9/x"), [1], "vapid", "topic", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        outcome.ShouldBe(PushOutcome.Refused);
    }

    /// <summary>A shop whose clock the test holds, and a push service beside it.</summary>
    private sealed class Place : IAsyncDisposable
    {
        public required PushService Service { get; init; }
        public required XiaoerApp App { get; init; }
        public required TestShop Shop { get; init; }

        public static async Task<Place> On(Database database)
        {
            var service = await PushService.Start();
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));
            var app = await XiaoerApp.Start(database, o => { XiaoerApp.Generous(o); o.Push.OwnService = service.Address; }, clock);
            return new Place { Service = service, App = app, Shop = await app.NewShop() };
        }

        public async Task<Carrier> Carries(string name, string phone, string locale = Locales.Chinese)
        {
            var person = await Shop.SignsIn(name);
            await person.Api.Post<PushDeviceView>("/api/v1/push/devices", Service.Phone(phone, locale));
            return new Carrier(person);
        }

        /// <summary>Lan has a phone and a customer whose first words she has answered.</summary>
        public async Task<(Carrier Lan, Visitor Customer)> LanServes(string question, string locale = Locales.Chinese)
        {
            var customer = await Shop.Asks(question);
            var lan = await Carries("Lan", "lans-phone", locale);
            await lan.Person.Claims(customer.Conversation);
            await lan.Person.Replies(customer.Conversation, "在的");
            return (lan, customer);
        }

        /// <summary>Time goes by, and what the program does by itself is done.</summary>
        public async Task Passes(int seconds = 1)
        {
            var ct = TestContext.Current.CancellationToken;
            await App.Services.GetRequiredService<PushPlanner>().Plan(ct);
            App.Clock!.Advance(TimeSpan.FromSeconds(seconds));
            await App.Services.GetRequiredService<PushSender>().Send(ct);
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Service.DisposeAsync();
        }
    }

    /// <summary>A person with a phone.</summary>
    private sealed class Carrier(Agent person)
    {
        public Agent Person { get; } = person;

        public async Task<IReadOnlyList<PushDeviceView>> Devices() => (await Person.Api.Get<Page<PushDeviceView>>("/api/v1/push/devices")).Items;

        public async Task Chooses(Func<NotificationSettings, NotificationSettings> change) =>
            await Person.Api.Put<NotificationsView>("/api/v1/notifications", change((await Person.Api.Get<NotificationsView>("/api/v1/notifications")).Settings));
    }
}
