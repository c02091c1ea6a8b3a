using System.CommandLine;
using Xiaoer.Platform;

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
        await using var app = Server.Build(options);
        await Server.Prepare(app, ct);
        await app.RunAsync(ct);
        return 0;
    }
}
