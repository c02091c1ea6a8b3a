using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Tests.Customers;

/// <summary>One form per number and address; what is none is refused.</summary>
public class ContactsTests
{
    [Theory]
    [InlineData("13800002071", "CN", "+8613800002071")]
    [InlineData("138 0000 2071", "CN", "+8613800002071")]
    [InlineData("+86 138-0000-2071", "GB", "+8613800002071")]
    [InlineData("１３８００００２０７１", "CN", "+8613800002071")]
    [InlineData("07911 123456", "GB", "+447911123456")]
    [InlineData("+1 (202) 555-0123", null, "+12025550123")]
    public void A_phone_number_has_one_form(string written, string? region, string value)
    {
        Contacts.TryPhone(written, region, false, out var phone).ShouldBeTrue();
        phone!.Value.ShouldBe(value);
    }

    [Theory]
    [InlineData("138****2071", "CN")]
    [InlineData("13800002071", null)]
    [InlineData("call me", "CN")]
    [InlineData("12", "CN")]
    [InlineData("", "CN")]
    [InlineData(null, "CN")]
    [InlineData("138000020711380000207113800002071", "CN")]
    public void What_is_no_number_or_is_masked_is_refused(string? written, string? region) => Contacts.TryPhone(written, region, false, out _).ShouldBeFalse();

    [Theory]
    [InlineData("Lan@Shop.Example", "lan@shop.example")]
    [InlineData("  lan@shop.example ", "lan@shop.example")]
    [InlineData("lan@例子.cn", "lan@xn--fsqu00a.cn")]
    [InlineData("ÉLAN@x.com", "Élan@x.com")]
    public void An_address_has_one_form(string written, string value)
    {
        Contacts.TryEmail(written, false, out var email).ShouldBeTrue();
        email!.Value.ShouldBe(value);
    }

    [Fact]
    public void Letters_that_only_look_alike_stay_apart()
    {
        Contacts.TryEmail("ı@x.com", false, out var dotless).ShouldBeTrue();
        Contacts.TryEmail("I@x.com", false, out var plain).ShouldBeTrue();

        dotless!.Value.ShouldNotBe(plain!.Value);
    }

    [Theory]
    [InlineData("lan")]
    [InlineData("@x.com")]
    [InlineData("lan@")]
    [InlineData("a@b@x.com")]
    [InlineData("lan@x.com\r\nBcc: all@x.com")]
    [InlineData("lan <lan@x.com>")]
    [InlineData("l***@x.com")]
    [InlineData("lan@x..com")]
    public void What_is_no_address_or_is_masked_is_refused(string written) => Contacts.TryEmail(written, false, out _).ShouldBeFalse();

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Contacts.TryEmail('\ud800' + "@x.com", false, out _).ShouldBeFalse();

    [Theory]
    [InlineData("zh-CN", "CNY", "CN")]
    [InlineData("zh-Hans-CN", "CNY", "CN")]
    [InlineData("en_GB", "CNY", "GB")]
    [InlineData("zh", "CNY", "CN")]
    [InlineData("zh-Hans", "HKD", "HK")]
    [InlineData("de", "EUR", null)]
    public void The_region_is_that_of_the_language_or_the_money(string locale, string currency, string? region) =>
        Contacts.RegionOf(new ShopFacts(default, "", currency, "", locale, OfficeHours.Always)).ShouldBe(region);
}
