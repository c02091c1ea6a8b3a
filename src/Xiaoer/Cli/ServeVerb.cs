using System.CommandLine;
using Xiaoer.Platform;
using Xiaoer.Platform.Nodes;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer serve</c>: prepares the store and serves until told to stop.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve shop pages, desks and the API.");
        command.SetAction((_, ct) => CommandLine.Guard(() => Run(ct)));
        return command;
    }

    public static async Task<int> Run(CancellationToken ct)
    {
        var options = OptionsReader.Read();
        using var folder = options.UsesPostgres ? null : FolderLock.Take(options.DataFolder);
        await using var app = Server.Build(options);
        if (folder is not null) Handover.Map(app, folder);
        await Server.Prepare(app, ct);
        await app.StartAsync(ct);
        folder?.Announce(app.Urls.First());
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
