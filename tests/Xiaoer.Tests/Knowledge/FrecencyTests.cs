using FsCheck.Xunit;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Tests.Conversations;

namespace Xiaoer.Tests.Knowledge;

/// <summary>Often and lately, in one number.</summary>
public class FrecencyTests
{
    private static readonly DateTimeOffset Now = Rows.Noon;
    private static readonly FrecencyOptions Weekly = new(TimeSpan.FromDays(7), 4);

    [Fact]
    public void A_use_counts_half_after_a_half_life()
    {
        Frecency.At(8, Now, Now.AddDays(7), Weekly).ShouldBe(4, 1e-9);
        Frecency.At(8, Now, Now.AddDays(21), Weekly).ShouldBe(1, 1e-9);
        Frecency.After(8, Now, Now.AddDays(7), Weekly).ShouldBe(5, 1e-9);
        Frecency.At(8, Now, Now.AddDays(-1), Weekly).ShouldBe(8, "a clock that runs behind makes nothing heavier");
        Frecency.After(0, null, Now).ShouldBe(1);
    }

    [Property]
    public void Kept_use_by_use_it_is_the_sum_of_all_uses_by_their_age(byte[] hours)
    {
        var (at, weight, uses, last) = (Now, 0d, new List<DateTimeOffset>(), (DateTimeOffset?)null);
        foreach (var pause in hours)
        {
            at = at.AddHours(pause);
            (weight, last) = (Frecency.After(weight, last, at, Weekly), at);
            uses.Add(at);
        }

        var sum = uses.Sum(u => Math.Pow(2, -((at - u) / Weekly.HalfLife)));
        Frecency.At(weight, last, at, Weekly).ShouldBe(sum, 1e-6 * (1 + sum));
    }

    [Fact]
    public void Ones_own_habit_comes_before_the_shops()
    {
        var mine = PhraseSearchTests.Phrase(1, null, null, "甲", 3) with { Mine = new PhraseUsage(3, 3, Now) };
        var theirs = PhraseSearchTests.Phrase(2, null, null, "乙", 10);

        Frecency.Of(mine, Now).ShouldBeGreaterThan(Frecency.Of(theirs, Now));
    }
}
