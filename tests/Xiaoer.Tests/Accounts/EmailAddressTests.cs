using Xiaoer.Accounts;

namespace Xiaoer.Tests.Accounts;

public class EmailAddressTests
{
    [Theory]
    [InlineData("Lan@Shop.Example", "lan@shop.example")]
    [InlineData(" lan@shop.example ", "lan@shop.example")]
    [InlineData("ｌａｎ@shop.example", "lan@shop.example")]
    [InlineData("lan@店铺.example", "lan@xn--hxtq42j.example")]
    [InlineData("Jose\u0301@shop.example", "josé@shop.example")]
    public void Spellings_of_one_address_are_one_account(string written, string account) => EmailAddress.Normalize(written).ShouldBe(account);

    [Theory]
    [InlineData("mıke@shop.example", "mike@shop.example")]
    [InlineData("kate@shop.example", "кate@shop.example")]
    public void Letters_that_only_look_alike_are_different_accounts(string one, string other) =>
        EmailAddress.Normalize(one).ShouldNotBe(EmailAddress.Normalize(other));

    [Theory]
    [InlineData("")]
    [InlineData("lan")]
    [InlineData("@shop.example")]
    [InlineData("lan@")]
    [InlineData("lan@a@shop.example")]
    [InlineData("lan @shop.example")]
    [InlineData("lan\r\nBcc: all@shop.example")]
    [InlineData("\"lan\"@shop.example")]
    [InlineData("lan@shop\ud800.example")]
    [InlineData("lan@-shop-.example")]
    public void What_is_no_address_is_refused(string written) => EmailAddress.TryRead(written, out _).ShouldBeFalse();

    [Fact]
    public void An_address_is_kept_as_it_was_written()
    {
        EmailAddress.TryRead("Lan.Li@Shop.Example", out var address).ShouldBeTrue();

        address.ShouldBe("Lan.Li@Shop.Example");
    }
}
