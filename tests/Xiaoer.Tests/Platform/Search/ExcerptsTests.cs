using Xiaoer.Platform.Search;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Platform.Search;

/// <summary>As much of a text as a row of results shows.</summary>
public class ExcerptsTests
{
    [Fact]
    public void A_short_text_is_shown_whole()
    {
        var excerpt = Excerpts.Of("我要退货", [new TextRange(2, 4)]);

        excerpt.Text.ShouldBe("我要退货");
        excerpt.Marks.ShouldBe([new TextRange(2, 4)]);
    }

    [Fact]
    public void A_long_text_is_cut_around_what_was_found_first()
    {
        var text = new string('前', 300) + "退货" + new string('后', 300);

        var excerpt = Excerpts.Of(text, [new TextRange(300, 302)]);

        excerpt.Text.Length.ShouldBeLessThan(210);
        excerpt.Text.ShouldStartWith("…前");
        excerpt.Text.ShouldEndWith("后…");
        excerpt.Marks.Select(m => excerpt.Text[m.Start..m.End]).ShouldBe(["退货"]);
    }

    [Fact]
    public void No_character_is_cut_in_half()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("😀", 300));

        foreach (var at in new[] { 1, 51, 101, 301 })
            Excerpts.Of(text, [new TextRange(at, at + 2)]).Text.Trim('…').EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
    }

    [Fact]
    public void Marks_behind_the_cut_are_left_out()
    {
        var text = "退货" + new string('中', 400) + "退货";

        Excerpts.Of(text, [new TextRange(0, 2), new TextRange(402, 404)]).Marks.ShouldBe([new TextRange(0, 2)]);
    }
}
