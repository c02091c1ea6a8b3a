using Xiaoer.Shared.Customers;

namespace Xiaoer.Tests.Customers;

/// <summary>What colleagues see of contact data without a reason.</summary>
public class MaskingTests
{
    [Theory]
    [InlineData("+8613800002071", "138****2071")]
    [InlineData("13800002071", "138****2071")]
    [InlineData("138 0000-2071", "138****2071")]
    [InlineData("+447911123456", "+447****3456")]
    [InlineData("+12025550123", "+120****0123")]
    [InlineData("+85291234567", "+852****4567")]
    [InlineData("2025550123", "20****0123")]
    [InlineData("+6591234567", "+65****4567")]
    [InlineData("0571234", "05****34")]
    [InlineData("+861066", "****")]
    [InlineData("110", "****")]
    [InlineData("", "****")]
    public void A_phone_number_keeps_its_ends(string phone, string shown) => Masking.Phone(phone).ShouldBe(shown);

    [Theory]
    [InlineData("lan@x.com", "l***@x.com")]
    [InlineData("l@x.com", "***@x.com")]
    [InlineData("王小明@例子.cn", "王***@例子.cn")]
    [InlineData("😀lan@x.com", "😀***@x.com")]
    [InlineData("😀@x.com", "***@x.com")]
    [InlineData("a@b@x.com", "a***@x.com")]
    [InlineData("@x.com", "****")]
    [InlineData("nobody", "****")]
    public void An_address_keeps_its_first_letter_and_its_host(string address, string shown) => Masking.Email(address).ShouldBe(shown);

    [Fact]
    public void At_least_a_third_of_a_number_is_hidden()
    {
        for (var length = 0; length <= 15; length++)
        {
            var phone = "+" + new string('7', length);
            Masking.Phone(phone).Count(char.IsAsciiDigit).ShouldBeLessThanOrEqualTo(Math.Max(0, length - 3));
        }
    }

    [Fact]
    public void Account_names_are_shown_like_names() => Masking.Of(IdentityKind.Platform, "tb_lan_88").ShouldBe("tb_lan_88");
}
