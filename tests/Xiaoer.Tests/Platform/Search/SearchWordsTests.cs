using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xiaoer.Platform.Search;

namespace Xiaoer.Tests.Platform.Search;

/// <summary>What a text is found by: one function reads texts for the index, for the asking and for the answer.</summary>
public class SearchWordsTests
{
    private static readonly string[] Pieces =
        ["退", "货", "款", "什", "么", "时", "候", "A", "b", "ab", "3", "15", "2026", " ", "，", "\"", "%", "😀", "👩‍👧", "👍🏻", "é", "e\u0301", "Ａ", "ﾊﾟ", "か", "한", "ก", "\u200b", "-", "𠮷", "\n", "①", "ﬁ"];

    [Theory]
    [InlineData("我的退货什么时候到账", "退货")]
    [InlineData("我的退货什么时候到账", "货什么")]
    [InlineData("我的退货什么时候到账", "账")]
    [InlineData("我的退货什么时候到账", "到账 退货")]
    [InlineData("Where is my Parcel?", "parcel")]
    [InlineData("Where is my Parcel?", "PAR")]
    [InlineData("Where is my Parcel?", "my where")]
    [InlineData("订单TB20261122001还没发", "TB20261122001")]
    [InlineData("订单TB20261122001还没发", "tb20261122001还没")]
    [InlineData("订单TB20261122001还没发", "20261122")]
    [InlineData("尺码要ＸＬ，颜色１２号", "xl 12")]
    [InlineData("退\u200b货", "退货")]
    [InlineData("好的😀谢谢", "😀")]
    [InlineData("好的😀谢谢", "的😀谢")]
    [InlineData("好👍🏻", "👍")]
    [InlineData("cafe\u0301", "CAFÉ")]
    [InlineData("𠮷野家", "𠮷野")]
    [InlineData("配送到SF-1234柜", "sf-1234")]
    [InlineData("say \"hello\" NEAR(you)", "\"hello\" near(")]
    public void A_text_is_found_by_what_stands_in_it(string text, string asked)
    {
        var query = SearchQuery.Of(asked);

        query.Find(text).ShouldNotBeNull();
        query.Words.ShouldBeSubsetOf(SearchWords.Of(text));
    }

    [Theory]
    [InlineData("我的退货什么时候到账", "退款")]
    [InlineData("退，货", "退货")]
    [InlineData("货退了", "退货")]
    [InlineData("parcel", "arcel")]
    [InlineData("TB20261122001", "61122")]
    [InlineData("my parcel", "myparcel")]
    [InlineData("退货", "退货了")]
    public void And_not_by_anything_else(string text, string asked) => SearchQuery.Of(asked).Find(text).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("  %%% \"' ()*-+:^ ")]
    [InlineData("\ud83d")]
    [InlineData("\u0301")]
    public void Where_no_letter_digit_or_sign_is_there_is_nothing_to_look_for(string asked)
    {
        SearchQuery.Of(asked).IsEmpty.ShouldBeTrue();
        SearchQuery.Of(asked).Find("退货 100%").ShouldBeNull();
    }

    [Fact]
    public void What_was_found_is_marked_in_the_text_as_it_was_written()
    {
        const string text = "要ＸＬ码，😀xl和Xl都行";

        var found = SearchQuery.Of("xl").Find(text)!;

        found.Select(r => text[r.Start..r.End]).ShouldBe(["ＸＬ", "xl", "Xl"]);
    }

    [Fact]
    public void Neighbouring_and_overlapping_marks_are_one()
    {
        const string text = "哈哈哈哈，退货退货";

        SearchQuery.Of("哈哈 退货").Find(text)!.Select(r => text[r.Start..r.End]).ShouldBe(["哈哈哈哈", "退货退货"]);
    }

    [Fact]
    public void Words_are_pairs_of_signs_and_beginnings_of_words()
    {
        SearchWords.Of("退货款 parcel 20261").Order(StringComparer.Ordinal).ShouldBe(
            new[] { "退", "货", "款", "退货", "货款", "p", "pa", "par", "parc", "parcel", "2", "20", "202", "2026" }.Order(StringComparer.Ordinal));
        SearchQuery.Of("退货款 parce 20261").Words.ShouldBe(["退货", "货款", "parc", "2026"], ignoreOrder: true);
    }

    [Fact]
    public void A_mark_is_no_word_of_any_text()
    {
        var mark = SearchWords.Mark('s', Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"));

        SearchWords.Of(mark).ShouldNotContain(mark);
    }

    [Property(MaxTest = 2000)]
    public Property Whatever_stretch_of_a_text_is_asked_for_is_found() => Prop.ForAll(Texts.ToArbitrary(), Stretch.ToArbitrary(), (text, at) =>
    {
        var units = FoldedText.Of(text);
        if (units.Count == 0) return;
        var start = Math.Abs(at.From) % units.Count;
        while (!units.Begins(start)) start--;
        var end = start + Math.Abs(at.Length) % (units.Count - start);
        var asked = text[units[start].Start..units[end].End];

        var query = SearchQuery.Of(asked);

        query.Words.ShouldBeSubsetOf(SearchWords.Of(text), $"{asked} in {text}");
        query.Find(text).ShouldNotBeNull($"{asked} in {text}");
    });

    [Property(MaxTest = 2000)]
    public Property Whatever_is_found_has_the_words_the_index_needs_and_is_marked_in_order() => Prop.ForAll(Texts.ToArbitrary(), Texts.ToArbitrary(), (text, asked) =>
    {
        var query = SearchQuery.Of(asked);
        if (query.Find(text) is not { } found) return;

        query.Words.ShouldBeSubsetOf(SearchWords.Of(text));
        found.ShouldAllBe(r => r.Start >= 0 && r.Start < r.End && r.End <= text.Length);
        found.Zip(found.Skip(1)).ShouldAllBe(p => p.First.End < p.Second.Start);
    });

    private static Gen<string> Texts => Gen.Elements(Pieces).ArrayOf().Select(string.Concat);

    private static Gen<(int From, int Length)> Stretch => Gen.Choose(0, 1000).Two().Select(t => (t.Item1, t.Item2));
}
