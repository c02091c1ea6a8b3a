using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests;

/// <summary>The checker itself: a harness that cannot see a fault proves nothing.</summary>
public class CheckerTests
{
    private static readonly Guid Client = new("0199c0de-0000-7000-8000-0000000000a1"), Thread = new("0199c0de-0000-7000-8000-0000000000c1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_run_without_faults_has_none()
    {
        var verdict = Check([Acked(1), Unknown(2), Acked(2), Unknown(3)], [Stored(1), Stored(2), Stored(3)]);

        verdict.Faults.ShouldBeEmpty();
        verdict.Acknowledged.ShouldBe(2);
        verdict.Unknown.ShouldBe(1);
    }

    [Fact]
    public void A_send_nobody_heard_of_again_may_be_absent() => Check([Acked(1), Unknown(2)], [Stored(1)]).Faults.ShouldBeEmpty();

    [Fact]
    public void A_lost_message_is_seen() => Only(Check([Acked(1), Acked(2)], [Stored(1)]), "lost");

    [Fact]
    public void A_message_stored_twice_is_seen() => Only(Check([Acked(1)], [Stored(1), Stored(2) with { Key = "k1", Text = "1" }]), "duplicated");

    [Fact]
    public void A_changed_text_is_seen() => Only(Check([Acked(1)], [Stored(1) with { Text = "other" }]), "changed");

    [Fact]
    public void Another_sequence_than_the_acknowledged_is_seen() => Only(Check([Acked(1) with { Sequence = 2 }], [Stored(1)]), "changed");

    [Fact]
    public void Two_answers_to_one_message_are_seen() =>
        Check([Acked(1), Acked(1) with { Message = Client }], [Stored(1)]).Faults.ShouldContain(f => f.StartsWith("two answers"));

    [Fact]
    public void A_hole_in_the_thread_is_seen() =>
        Check([Acked(1), Acked(3)], [Stored(1), Stored(3)]).Faults.ShouldContain(f => f.StartsWith("gap"));

    [Fact]
    public void A_thread_behind_its_own_count_is_seen() =>
        Checker.Check([Acked(1)], [Stored(1)], new Dictionary<Guid, long> { [Thread] = 2 }).Faults.ShouldHaveSingleItem().ShouldStartWith("fork");

    [Fact]
    public void Swapped_messages_are_seen() => Check(
        [Acked(1) with { Sequence = 2 }, Acked(2) with { Sequence = 1 }],
        [Stored(1) with { Key = "k2", Text = "2", Id = Message(2) }, Stored(2) with { Key = "k1", Text = "1", Id = Message(1) }]).Faults.ShouldContain(f => f.StartsWith("swapped"));

    [Fact]
    public void A_message_nobody_sent_is_seen() => Only(Check([Acked(1)], [Stored(1), Stored(2)]), "invented");

    private static Verdict Check(Attempt[] history, StoredMessage[] stored) =>
        Checker.Check(history, stored, new Dictionary<Guid, long> { [Thread] = stored.Length == 0 ? 0 : stored.Max(m => m.Sequence) });

    private static void Only(Verdict verdict, string fault) => verdict.Faults.ShouldHaveSingleItem().ShouldStartWith(fault);

    private static Attempt Acked(int n) => new(Client, $"k{n}", $"{n}", Noon.AddSeconds(n), Noon.AddSeconds(n + 0.5), Thread, n, Message(n), false, null);

    private static Attempt Unknown(int n) => new(Client, $"k{n}", $"{n}", Noon.AddSeconds(n - 0.1), null, null, null, null, false, "cut");

    private static StoredMessage Stored(int n) => new(Thread, n, Message(n), Client, $"k{n}", $"{n}");

    private static Guid Message(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 9);
}
