using System.Text.Json;
using FsCheck.Xunit;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Platform;

/// <summary>Money: whole minor units, one currency, text in JSON.</summary>
public class MoneyTests
{
    [Theory]
    [InlineData("129.00", "CNY", 129_00, "129.00")]
    [InlineData("0.01", "CNY", 1, "0.01")]
    [InlineData("-3.5", "GBP", -3_50, "-3.50")]
    [InlineData("1200", "JPY", 1200, "1200")]
    [InlineData("1.234", "KWD", 1234, "1.234")]
    [InlineData("1000000000000", "CNY", 100_000_000_000_000, "1000000000000.00")]
    public void An_amount_keeps_every_minor_unit(string amount, string currency, long minor, string written)
    {
        var money = JsonSerializer.Deserialize<Money>($$"""{"amount":"{{amount}}","currency":"{{currency}}"}""", XiaoerJson.Options);

        money.ShouldBe(new Money(minor, currency));
        JsonSerializer.Serialize(money, XiaoerJson.Options).ShouldBe($$"""{"amount":"{{written}}","currency":"{{currency}}"}""");
    }

    [Theory]
    [InlineData("""{"amount":129.00,"currency":"CNY"}""")]
    [InlineData("""{"amount":"1.001","currency":"CNY"}""")]
    [InlineData("""{"amount":"1.5","currency":"JPY"}""")]
    [InlineData("""{"amount":"1e3","currency":"CNY"}""")]
    [InlineData("""{"amount":"1,000","currency":"CNY"}""")]
    [InlineData("""{"amount":"79228162514264337593543950335","currency":"CNY"}""")]
    [InlineData("""{"amount":"10000000000000","currency":"CNY"}""")]
    [InlineData("""{"amount":"1.00","currency":"cny"}""")]
    [InlineData("""{"amount":"1.00","currency":"YUAN"}""")]
    [InlineData("""{"amount":"1.00"}""")]
    [InlineData("""{"currency":"CNY"}""")]
    [InlineData("""{"amount":"1.00","currency":"CNY","minor":1}""")]
    [InlineData("\"1.00\"")]
    [InlineData("null")]
    [InlineData("""{"amount":null,"currency":"CNY"}""")]
    [InlineData("""{"amount":"1.00","currency":{}}""")]
    [InlineData("""{"amount":"1.00","currency":156}""")]
    public void What_is_not_an_exact_amount_is_refused(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Money>(json, XiaoerJson.Options));

    [Property]
    public bool Adding_and_taking_away_again_changes_nothing(int a, int b) =>
        Money.Cny(a) + Money.Cny(b) - Money.Cny(b) == Money.Cny(a);

    [Property]
    public bool The_order_of_a_sum_does_not_matter(int a, int b, int c) =>
        Money.Cny(a) + Money.Cny(b) + Money.Cny(c) == Money.Cny(c) + (Money.Cny(b) + Money.Cny(a));

    [Property]
    public bool Times_is_adding_again_and_again(short unit, byte times) =>
        Money.Cny(unit) * times == Enumerable.Repeat(Money.Cny(unit), times).Aggregate(Money.Cny(0), (sum, one) => sum + one);

    [Property]
    public bool Every_amount_survives_json(int minor, bool yen)
    {
        var money = new Money(minor, yen ? "JPY" : "CNY");
        return JsonSerializer.Deserialize<Money>(JsonSerializer.Serialize(money, XiaoerJson.Options), XiaoerJson.Options) == money;
    }

    [Property]
    public bool From_amount_and_back_is_the_same(int minor) => Money.FromAmount(Money.Cny(minor).Amount, "CNY") == Money.Cny(minor);

    [Fact]
    public void Half_a_minor_unit_is_rounded_away_from_zero()
    {
        Money.FromAmount(0.005m, "CNY").ShouldBe(Money.Cny(1));
        Money.FromAmount(-0.005m, "CNY").ShouldBe(Money.Cny(-1));
    }

    [Fact]
    public void Different_currencies_never_mix()
    {
        var pounds = new Money(100, "GBP");

        Should.Throw<InvalidOperationException>(() => Money.Cny(100) + pounds);
        Should.Throw<InvalidOperationException>(() => Money.Cny(100) - pounds);
        Should.Throw<InvalidOperationException>(() => Money.Cny(100) > pounds);
    }

    [Fact]
    public void Too_much_money_is_an_error_and_never_a_wrong_sum()
    {
        var most = Money.Cny(long.MaxValue);

        Should.Throw<OverflowException>(() => most + Money.Cny(1));
        Should.Throw<OverflowException>(() => most * 2);
        Should.Throw<OverflowException>(() => -Money.Cny(long.MinValue));
    }

    [Fact]
    public void It_reads_as_people_write_it() => Money.Cny(129_00).ToString().ShouldBe("129.00 CNY");
}
