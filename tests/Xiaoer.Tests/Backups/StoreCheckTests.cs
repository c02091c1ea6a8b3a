using Microsoft.EntityFrameworkCore;
using Xiaoer.Cli;
using Xiaoer.Conversations;
using Xiaoer.Tests.Hosting;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Backups;

/// <summary><c>xiaoer check</c> finds what is missing.</summary>
public sealed class StoreCheckTests
{
    [Theory, BothDatabases]
    public async Task A_hole_in_a_thread_is_found(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        await using var visitor = await (await app.NewShop()).Asks("one");
        await visitor.Says("two");

        (await app.Look(db => StoreCheck.Run(db, app.Options, TestContext.Current.CancellationToken))).ShouldBeEmpty();
        await app.Look(db => db.Write(ct => db.Set<Message>().Where(m => m.Text == "one").ExecuteDeleteAsync(ct)));

        (await app.Look(db => StoreCheck.Run(db, app.Options, TestContext.Current.CancellationToken))).ShouldBe(["1 conversations have a hole in their thread."]);
    }
}
