using FsCheck.Xunit;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Tests.Knowledge;

/// <summary>What a phrase leaves open, and how it is filled.</summary>
public class PhraseVariablesTests
{
    private static readonly Dictionary<PhraseVariable, string> Known = new()
    {
        [PhraseVariable.Customer] = "王小姐",
        [PhraseVariable.Order] = "YS20261122",
        [PhraseVariable.Shop] = "",
    };

    [Theory]
    [InlineData("{customer}您好", "王小姐您好")]
    [InlineData("{客户}您好", "王小姐您好")]
    [InlineData("｛客户｝您好", "王小姐您好")]
    [InlineData("{ Customer }您好", "王小姐您好")]
    [InlineData("{customer}的{订单号}", "王小姐的YS20261122")]
    [InlineData("{courier}发出", "{courier}发出")]
    [InlineData("{shop}欢迎您", "{shop}欢迎您")]
    [InlineData("{}{ }{x}{customer", "{}{ }{x}{customer")]
    [InlineData("{{customer}}", "{王小姐}")]
    [InlineData("{\"customer\":1}", "{\"customer\":1}")]
    public void Known_ones_are_filled_and_the_rest_stays_as_written(string text, string filled) => PhraseVariables.Fill(text, Known).ShouldBe(filled);

    [Fact]
    public void A_value_that_looks_like_a_variable_stays_what_it_is() =>
        PhraseVariables.Fill("{customer}，{order}", new Dictionary<PhraseVariable, string> { [PhraseVariable.Customer] = "{order}", [PhraseVariable.Order] = "1" })
            .ShouldBe("{order}，1");

    [Fact]
    public void Each_is_asked_for_once_in_the_order_of_the_text() =>
        PhraseVariables.In("{快递}单号{运单号}，{courier}很快{x}").ShouldBe([PhraseVariable.Courier, PhraseVariable.Tracking]);

    [Fact]
    public void Every_variable_is_read_as_it_is_written_in_both_languages()
    {
        foreach (var variable in PhraseVariables.All)
            foreach (var chinese in new[] { true, false })
                PhraseVariables.In(PhraseVariables.Write(variable, chinese)).ShouldBe([variable]);
    }

    [Property(MaxTest = 300)]
    public void The_parts_put_together_are_the_text(string?[] pieces)
    {
        var text = string.Join("{", pieces.Select(p => p + "}{customer}｛运单号"));

        string.Concat(PhraseVariables.Parts(text).Select(p => p.Text)).ShouldBe(text);
    }
}
