using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Accounts;

/// <summary>When people answer, on the shop's clock: several periods a day, days off, summer time.</summary>
public class OfficeHoursTests
{
    private static readonly OfficeHours Shop = new(
        [
            .. Enum.GetValues<DayOfWeek>().Where(d => d is not DayOfWeek.Sunday).SelectMany(d => new[] { new OpenPeriod(d, 9 * 60, 12 * 60), new OpenPeriod(d, 13 * 60, 22 * 60) }),
            new OpenPeriod(DayOfWeek.Sunday, 0, 60),
        ],
        [new DateOnly(2026, 10, 1)]);

    [Theory] // 2026-11-23 is a Monday; Shanghai is eight hours ahead
    [InlineData("2026-11-23T00:59:59Z", false, "2026-11-23T01:00:00Z")]
    [InlineData("2026-11-23T01:00:00Z", true, null)]
    [InlineData("2026-11-23T03:59:59Z", true, null)]
    [InlineData("2026-11-23T04:00:00Z", false, "2026-11-23T05:00:00Z")] // lunch
    [InlineData("2026-11-23T14:00:00Z", false, "2026-11-24T01:00:00Z")] // ten in the evening
    [InlineData("2026-11-28T14:00:00Z", false, "2026-11-28T16:00:00Z")] // Saturday evening: Sunday's first hour
    [InlineData("2026-11-29T03:00:00Z", false, "2026-11-30T01:00:00Z")] // Sunday
    [InlineData("2026-09-30T15:00:00Z", false, "2026-10-02T01:00:00Z")] // the National Day is off
    public void The_week_of_a_shop_in_Shanghai(string at, bool open, string? opens) => Check(Shop, "Asia/Shanghai", at, open, opens);

    [Theory]
    [InlineData("2026-03-29T00:30:00Z", false, "2026-03-29T01:00:00Z")] // half past two does not exist: the clocks jump to three
    [InlineData("2026-10-24T23:30:00Z", false, "2026-10-25T00:30:00Z")] // half past two comes twice: the first counts
    public void The_hour_the_clocks_skip_or_run_twice(string at, bool open, string? opens) =>
        Check(new OfficeHours([.. Enum.GetValues<DayOfWeek>().Select(d => new OpenPeriod(d, 150, 180))], []), "Europe/Berlin", at, open, opens);

    [Fact]
    public void Without_hours_somebody_always_answers_but_on_days_off()
    {
        Check(OfficeHours.Always, "Asia/Shanghai", "2026-11-23T20:00:00Z", true, null);
        Check(OfficeHours.Always with { Closed = [new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 24)] }, "Asia/Shanghai", "2026-11-23T02:00:00Z", false, "2026-11-24T16:00:00Z");
    }

    [Fact]
    public void Whenever_it_is_closed_it_opens_at_the_moment_it_says_and_not_a_minute_before()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        for (var at = new DateTimeOffset(2026, 3, 20, 0, 7, 0, TimeSpan.Zero); at < new DateTimeOffset(2026, 4, 5, 0, 0, 0, TimeSpan.Zero); at += TimeSpan.FromMinutes(37))
        {
            if (OfficeHoursRules.At(Shop, zone, at) is not { Open: false, OpensAt: { } opens }) continue;
            opens.ShouldBeGreaterThan(at);
            OfficeHoursRules.At(Shop, zone, opens).Open.ShouldBeTrue();
            OfficeHoursRules.At(Shop, zone, opens.AddMinutes(-1)).Open.ShouldBeFalse();
        }
    }

    [Theory, BothDatabases]
    public async Task Outside_the_hours_the_widget_says_when_somebody_is_back(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 14, 30, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");

        await shen.Api.Put<OfficeHours>($"{shen.Desk}/office-hours", Shop);
        await using var late = await shop.Arrives();
        clock.Advance(TimeSpan.FromHours(11));
        await using var early = await shop.Arrives();

        (late.Visit.Look.Open, late.Visit.Look.OpensAt).ShouldBe((false, new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero)));
        (early.Visit.Look.Open, early.Visit.Look.OpensAt).ShouldBe((true, null));
        (await shen.Api.Get<OfficeHours>($"{shen.Desk}/office-hours")).Closed.ShouldBe(Shop.Closed);
    }

    [Theory, BothDatabases]
    public async Task Hours_that_cannot_be_are_refused(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        foreach (var wrong in new[] { (600, 600), (700, 600), (-1, 60), (0, 1441) })
            (await Should.ThrowAsync<Refused>(() => shen.Api.Put<OfficeHours>($"{shen.Desk}/office-hours", new OfficeHours([new OpenPeriod(DayOfWeek.Monday, wrong.Item1, wrong.Item2)], []))))
                .Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Should.ThrowAsync<Refused>(() => shen.Api.Put<OfficeHours>(
            $"{shen.Desk}/office-hours", new OfficeHours([new OpenPeriod(DayOfWeek.Monday, 540, 720), new OpenPeriod(DayOfWeek.Monday, 700, 800)], []))))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static void Check(OfficeHours hours, string zone, string at, bool open, string? opens)
    {
        var state = OfficeHoursRules.At(hours, TimeZoneInfo.FindSystemTimeZoneById(zone), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        state.ShouldBe(new OpenState(open, opens is null ? null : DateTimeOffset.Parse(opens, CultureInfo.InvariantCulture)));
    }
}
