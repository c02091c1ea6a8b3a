using FsCheck.Xunit;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Conversations;

/// <summary>Sums with discounts, exact to the fen (A3.12).</summary>
public class CalculatorTests
{
    [Theory]
    [InlineData("129*2+59", "317")]
    [InlineData("(129+59)*0.9", "169.20")]
    [InlineData("0.1+0.2", "0.30")]
    [InlineData("1/3*3", "1.00")]
    [InlineData("199-15%", "169.15")]
    [InlineData("100+10%", "110")]
    [InlineData("200*15%", "30")]
    [InlineData("199 88折", "175.12")]
    [InlineData("199 8.8折", "175.12")]
    [InlineData("199 15% off", "169.15")]
    [InlineData("258 满200减30", "228")]
    [InlineData("199.99 满200减30", "199.99")]
    [InlineData("618 每满200减30", "528")]
    [InlineData("618 every 200 save 30", "528")]
    [InlineData("258 spend 200 save 30", "228")]
    [InlineData("129*2 满200减30 95折", "216.60")]
    [InlineData("129*2 95折 满200减30", "215.10")]
    [InlineData("258 满200减30 +12", "240")]
    [InlineData("１２９×２＋５９", "317")]
    [InlineData("￥1,299.00 ÷ 3", "433")]
    [InlineData("-5+8", "3")]
    [InlineData("0.005", "0.01")]
    public void It_comes_to(string text, string price)
    {
        var sum = Calculator.Of(text);

        sum.Fault.ShouldBeNull();
        sum.ToPrice().ShouldBe(price);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("12+", "number")]
    [InlineData("(12+3", "bracket")]
    [InlineData("5/0", "zero")]
    [InlineData("5/(3-3)", "zero")]
    [InlineData("满200减30", "number")]
    [InlineData("258 满200", "save")]
    [InlineData("258 满0减3", "limit")]
    [InlineData("258 每满0减3", "limit")]
    [InlineData("199 150% off", "percent")]
    [InlineData("199 0折", "percent")]
    [InlineData("12 abc", "unexpected")]
    [InlineData("1.2.3", "unexpected")]
    [InlineData("99999999999999999999*99999999999999999999", "too_large")]
    [InlineData("((((((((((((((((((((((((1))))))))))))))))))))))))", "unexpected")]
    public void It_says_what_is_wrong(string text, string fault) => Calculator.Of(text).Fault.ShouldBe(fault);

    [Property(MaxTest = 500)]
    public bool No_text_breaks_it(string text)
    {
        Calculator.Of(text ?? "");
        return true;
    }

    [Property(MaxTest = 300)]
    public bool Whole_numbers_come_to_what_they_come_to(short a, short b, byte c) => Calculator.Of($"{a}+{b}*{c}") is { Fault: null } sum && sum.Value == a + (decimal)b * c;
}
