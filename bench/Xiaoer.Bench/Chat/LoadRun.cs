using System.Diagnostics;
using System.Text;

namespace Xiaoer.Bench.Chat;

/// <summary>
/// The open-loop generator: messages leave when they are due (Poisson arrivals, the same seed for every server), whether or not
/// earlier ones were answered. One thread sends, receives and keeps time.
/// </summary>
internal sealed class LoadRun(ChatRoom room)
{
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);
    private static readonly byte[][] Words = [.. Sentences().Select(Encoding.UTF8.GetBytes)];
    private long _alive = Stopwatch.GetTimestamp();

    /// <summary>Sends for <paramref name="warmUp"/> unmeasured, then for <paramref name="measured"/>; gives up when messages wait longer than <paramref name="giveUpAfter"/>.</summary>
    public LoadLog Go(double perSecond, TimeSpan warmUp, TimeSpan measured, TimeSpan? giveUpAfter = null, Action? whenWarm = null)
    {
        var first = (int)(perSecond * warmUp.TotalSeconds);
        var total = first + Math.Max(1, (int)(perSecond * measured.TotalSeconds));
        var log = new LoadLog(room.Numbers(total), total, first);
        var limit = giveUpAfter is { } patience ? perSecond * patience.TotalSeconds : double.MaxValue;
        var gaps = new Random(20261122);

        using var ears = new Ears(room, log);
        var due = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 100;
        for (var next = 0; next < total;)
        {
            var now = Stopwatch.GetTimestamp();
            if (now < due)
            {
                ears.Listen(Stopwatch.GetElapsedTime(now, due));
                continue;
            }
            if (next == first) whenWarm?.Invoke();
            Send(next, due, log);
            next++;
            due += (long)(-Math.Log(1 - gaps.NextDouble()) / perSecond * Stopwatch.Frequency);
            if (next % 32 == 0)
            {
                ears.Listen(TimeSpan.Zero);
                if (log.Waiting > limit) break;
            }
            KeepAlive(now);
        }

        var end = Stopwatch.GetTimestamp();
        while (!log.Complete && Stopwatch.GetElapsedTime(end) < Drain) ears.Listen(TimeSpan.FromMilliseconds(10));
        return log;
    }

    /// <summary>Alternately customer to agent and agent to customer in every conversation.</summary>
    private void Send(int number, long due, LoadLog log)
    {
        var count = room.Pairs.Count;
        var pair = room.Pairs[number % count];
        var byCustomer = (number + number / count) % 2 == 0;
        var line = byCustomer ? pair.VisitorLine : pair.AgentLine;
        log.Sending(number, due, line);
        room.Wire.Send(room.Lines[line], pair, byCustomer, log.Offset + number, Words[number % Words.Length]);
    }

    private void KeepAlive(long now)
    {
        if (Stopwatch.GetElapsedTime(_alive, now) < KeepAliveEvery) return;
        _alive = now;
        foreach (var line in room.Lines) room.Wire.KeepAlive(line);
    }

    private static string[] Sentences() =>
    [
        "您好，请问这件衬衫还有 M 码吗？想买来上班穿，身高一米七。",
        "亲，M 码还有六件，今天下午四点前付款当天就能发出哦。",
        "那如果尺码不合适可以换吗？来回运费怎么算呀？",
        "支持七天无理由退换，亲购买时送了运费险，换货不用您出钱。",
        "好的，我再看看颜色，蓝色和白色哪个更显瘦一点？",
        "蓝色的更显瘦，昨天有位身高差不多的顾客买了蓝色，说很满意。",
        "Thanks, could you also tell me when the parcel will reach Hangzhou?",
        "一般两到三天送到杭州，用的是顺丰，发货后会把单号发给您。",
    ];
}
