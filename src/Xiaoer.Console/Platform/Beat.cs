namespace Xiaoer.Web.Platform;

/// <summary>One tick a second for every clock on the page.</summary>
internal sealed class Beat : IDisposable
{
    private readonly ITimer timer;

    public Beat(TimeProvider time) => timer = time.CreateTimer(_ => Ticked.Raise(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    public Signal Ticked { get; } = new();

    public void Dispose() => timer.Dispose();
}
