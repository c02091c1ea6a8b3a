namespace Xiaoer.Platform;

/// <summary>Time as we store it: UTC cut to milliseconds at the source, so that both databases give back what was put in.</summary>
internal static class Clock
{
    public static DateTimeOffset Now(this TimeProvider time) => Cut(time.GetUtcNow());

    public static DateTimeOffset Cut(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    public static Guid NewId(this TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
