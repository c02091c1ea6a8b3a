using FsCheck.Xunit;
using Xiaoer.Knowledge;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Tests.Conversations;

namespace Xiaoer.Tests.Knowledge;

/// <summary>What is found, and what comes first.</summary>
public class PhraseSearchTests
{
    private static readonly DateTimeOffset Now = Rows.Noon;

    [Theory]
    [InlineData("hy", PhraseMatch.Shortcut)]
    [InlineData("HY", PhraseMatch.Shortcut)]
    [InlineData("h", PhraseMatch.ShortcutStart)]
    [InlineData("第一", PhraseMatch.TitleStart)]
    [InlineData("dyj", PhraseMatch.InitialsStart)]
    [InlineData("hyqlzx", PhraseMatch.InitialsStart)]
    [InlineData("前来", PhraseMatch.Words)]
    [InlineData("尺码 咨询", PhraseMatch.Words)]
    [InlineData("zx", PhraseMatch.InitialsInside)]
    [InlineData("hyqc", PhraseMatch.InitialsApart)]
    [InlineData("qyh", null)]
    [InlineData("退货", null)]
    [InlineData("zzz", null)]
    public void It_is_found_by_shortcut_words_and_initials(string query, PhraseMatch? match)
    {
        const string Title = "第一句话", Text = "欢迎前来咨询，尺码、面料都可以问";

        PhraseSearch.Match(Title, "hy", Text, Pinyin.InitialsOf(Title, Text), query).ShouldBe(match);
    }

    [Theory]
    [InlineData("长袖", "[cz]x")]
    [InlineData("M码有货", "mmyh")]
    [InlineData("快乐音乐", "k[ly]y[ly]")]
    [InlineData("银行行长", "y[hx][hx][cz]")]
    [InlineData("18:00前付款😊", "1800qfk")]
    public void Several_readings_are_all_kept(string text, string letters) => Pinyin.InitialsOf(null, text).ShouldBe("|" + letters);

    [Theory]
    [InlineData("cx")]
    [InlineData("zx")]
    public void Any_reading_finds_it(string letters) => PhraseSearch.Match(null, null, "长袖有货", Pinyin.InitialsOf(null, "长袖有货"), letters).ShouldBe(PhraseMatch.InitialsStart);

    [Fact]
    public void The_better_reason_comes_first_and_the_habit_decides_among_equals()
    {
        var rare = Phrase(1, "发货时间", "fh", "今天发货", 0);
        var often = Phrase(2, "发货延迟", null, "抱歉，发货晚了", 9);
        var seldom = Phrase(3, "发货地址", null, "从杭州发货", 2);
        var inside = Phrase(4, null, null, "您好，发货后三天到", 50);

        PhraseSearch.Rank([inside, seldom, often, rare], "fh", Now).Select(p => p.Id).ShouldBe([rare.Id, often.Id, seldom.Id, inside.Id]);
        PhraseSearch.Rank([inside, seldom, often, rare], "", Now).Select(p => p.Id).ShouldBe([inside.Id, often.Id, seldom.Id, rare.Id]);
    }

    [Property(MaxTest = 300)]
    public void Whatever_is_typed_and_stored_nothing_breaks_and_order_does_not_depend_on_where_it_stood(string?[] texts, string? query, string? initials)
    {
        var phrases = texts.Select((t, i) => Phrase(i, t, t, (t ?? "") + "x", i % 3) with { Initials = initials ?? "" }).ToList();

        var ranked = PhraseSearch.Rank(phrases, query ?? "", Now);

        ranked.ShouldBeSubsetOf(phrases);
        PhraseSearch.Rank(phrases.AsEnumerable().Reverse(), query ?? "", Now).ShouldBe(ranked);
    }

    [Property(MaxTest = 300)]
    public void Every_beginning_of_its_initials_finds_a_phrase(byte length)
    {
        const string Text = "亲这款面料是纯棉的长袖适合秋天穿行走很舒服";
        var letters = string.Concat(Pinyin.InitialsOf(null, Text)[1..].Split('[', ']').Select((part, i) => i % 2 == 0 ? part : part[^1..]));
        var typed = letters[..(length % letters.Length + 1)];

        PhraseSearch.Match(null, null, Text, Pinyin.InitialsOf(null, Text), typed).ShouldBe(PhraseMatch.InitialsStart);
    }

    internal static PhraseView Phrase(int id, string? title, string? shortcut, string text, double weight) => new(
        Rows.Id(id + 100), PhraseScope.Shop, "", title, shortcut, text, null, Pinyin.InitialsOf(title, text), PhraseUsage.None,
        new PhraseUsage((int)weight, weight, weight > 0 ? Now : null), Now, 1);
}
