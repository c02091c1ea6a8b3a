using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class HeldOrderTests
{
    private static readonly ConversationRow A = Rows.Row(1), B = Rows.Row(2), C = Rows.Row(3);

    [Fact]
    public void Rows_keep_their_places_while_held()
    {
        var kept = HeldOrder.Keep([A, B], [B, A], _ => null);

        kept.Select(r => r.Id).ShouldBe([A.Id, B.Id]);
    }

    [Fact]
    public void A_new_row_joins_at_the_end()
    {
        var kept = HeldOrder.Keep([A, B], [C, A, B], _ => null);

        kept.Select(r => r.Id).ShouldBe([A.Id, B.Id, C.Id]);
    }

    [Fact]
    public void A_row_that_left_keeps_its_place_in_its_latest_state()
    {
        var taken = A with { Status = ConversationStatus.Open, AssigneeName = "小王" };

        var kept = HeldOrder.Keep([A, B], [B], id => id == A.Id ? taken : null);

        kept.ShouldBe([taken, B]);
    }

    [Fact]
    public void What_a_row_shows_is_always_fresh()
    {
        var kept = HeldOrder.Keep([A], [A with { Preview = "新的" }], _ => null);

        kept[0].Preview.ShouldBe("新的");
    }
}
