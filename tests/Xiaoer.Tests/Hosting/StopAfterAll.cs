using Xiaoer.Tests.Hosting;

[assembly: AssemblyFixture(typeof(StopAfterAll))]

namespace Xiaoer.Tests.Hosting;

/// <summary>Ends what the tests shared, once all have run.</summary>
public sealed class StopAfterAll : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await XiaoerApp.StopAll();
}
