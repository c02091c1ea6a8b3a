namespace Xiaoer.Conversations.Search;

/// <summary>
/// Numbers in the order of time: the millisecond and 256 places in it. What finds no free place in its own millisecond takes one in the next.
/// </summary>
internal static class IndexNumbers
{
    private const long PerMillisecond = 256;

    /// <summary>How far a message may stand behind its own millisecond.</summary>
    public const long Reach = PerMillisecond * 64;

    public static long First(DateTimeOffset at) => at.ToUnixTimeMilliseconds() * PerMillisecond;
}
