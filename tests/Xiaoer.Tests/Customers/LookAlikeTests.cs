using FsCheck.Xunit;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Tests.Customers;

/// <summary>Account names an eye takes for another (A3.17, UTS #39).</summary>
public class LookAlikeTests
{
    [Theory]
    [InlineData("tb0089", "tbO089")] // digit 0, letter O
    [InlineData("tb0089", "tbО089")] // Cyrillic О
    [InlineData("tb0089", "tb００８９")] // full width
    [InlineData("lily", "Iily")] // capital I
    [InlineData("lily", "1ily")] // digit 1
    [InlineData("paypal", "раураl")] // Cyrillic а, р, у
    [InlineData("Anna", "Αnna")] // Greek Α
    [InlineData("modern", "rnodern")] // rn
    [InlineData("lan", "l​an")] // a space of no width
    [InlineData("小曰子", "小日子")]
    [InlineData("未来", "末来")]
    [InlineData("人民路", "入民路")]
    [InlineData("ロ碑", "口碑")] // katakana
    [InlineData("李二", "李ニ")]
    [InlineData("旗舰店ⅠⅠ", "旗舰店ll")] // Roman numerals
    public void Names_that_look_alike_are_confused(string one, string other)
    {
        LookAlike.Confuses(one, other).ShouldBeTrue();
        LookAlike.Confuses(other, one).ShouldBeTrue();
    }

    [Theory]
    [InlineData("王小兰", "王小兰")]
    [InlineData("Lan", "lan")] // the same name
    [InlineData(" lan ", "lan")]
    [InlineData("王小兰", "王大兰")]
    [InlineData("tb0089", "tb0098")]
    [InlineData("lan", "lam")]
    [InlineData("", " ")]
    [InlineData("​", "")]
    public void The_same_name_and_different_ones_are_not(string one, string other) => LookAlike.Confuses(one, other).ShouldBeFalse();

    [Property(MaxTest = 500)]
    public bool A_skeleton_is_its_own_skeleton(string text) => text is null || LookAlike.Skeleton(LookAlike.Skeleton(text)) == LookAlike.Skeleton(text);

    [Property(MaxTest = 300)]
    public bool A_skeleton_is_never_longer_than_what_is_kept(string text, byte times) => text is null || LookAlike.Skeleton(string.Concat(Enumerable.Repeat(text, times))).Length <= LookAlike.Longest;

    [Fact]
    public void Every_character_of_the_table_has_a_lasting_skeleton()
    {
        for (var c = 1; c <= 0xFFFF; c++)
        {
            if (char.IsSurrogate((char)c)) continue;
            var skeleton = LookAlike.Skeleton(((char)c).ToString());
            LookAlike.Skeleton(skeleton).ShouldBe(skeleton, $"U+{c:X4}");
        }
    }

    [Fact]
    public void Half_a_character_is_no_reason_to_fail() => LookAlike.Skeleton("a\uD800").ShouldStartWith("a");
}
