using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Backups.Copy;
using Xiaoer.Cli.Demo;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Nodes;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer serve</c>: prepares the store and serves until told to stop.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve shop pages, desks and the API.");
        command.SetAction((_, ct) => CommandLine.Guard(() => Run(demo: false, ct)));
        return command;
    }

    /// <param name="demo">Without a verb: a store without any shop gets the demo shop.</param>
    public static async Task<int> Run(bool demo, CancellationToken ct)
    {
        var options = OptionsReader.Read();
        using var folder = options.UsesPostgres ? null : FolderLock.Take(options.DataFolder);
        StagedStore.Finish(options);
        await using var app = Server.Build(options);
        if (folder is not null) Handover.Map(app, folder);
        await Server.Prepare(app, ct);
        if (demo) await FirstStart(app, ct);
        await app.StartAsync(ct);
        folder?.Announce(app.Urls.First());
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var token = await scope.ServiceProvider.GetRequiredService<FirstOwner>().Invite(ct);
            await Greeting.Print(scope.ServiceProvider, Console.Out, serving: true, token, ct);
        }

        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static async Task FirstStart(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        if (!await db.Set<Shop>().AnyAsync(ct)) await scope.ServiceProvider.GetRequiredService<DemoLoader>().Load(ct);
    }
}
