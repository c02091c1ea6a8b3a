using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Platform.Database;
using Xiaoer.Tests.Hosting;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Platform.Store;

/// <summary>On SQLite all writes of a process take turns: a turn that is not given back would stop the shop.</summary>
public class WriteGateTests
{
    [Fact]
    public async Task A_write_whose_context_is_gone_gives_the_turn_back()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();

        await Should.ThrowAsync<ObjectDisposedException>(() => db.Write(async _ => await db.DisposeAsync(), TestContext.Current.CancellationToken));
        await Should.ThrowAsync<ObjectDisposedException>(() => db.Write(_ => Task.CompletedTask, TestContext.Current.CancellationToken));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var turn = await app.Services.GetRequiredService<WriteGate>().EnterRaw(patience.Token);
    }
}
