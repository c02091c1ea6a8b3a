using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Platform.Nodes;

namespace Xiaoer.Cli;

/// <summary>Where a verb works and writes: its own process, or the server that holds the folder.</summary>
/// <param name="Folder">What relative file names are relative to: the caller's directory, not the server's.</param>
/// <param name="Serving">Whether the pages can be opened now.</param>
internal sealed record VerbContext(IServiceProvider Services, TextWriter Out, TextWriter Error, string Folder, bool Serving)
{
    public string PathOf(string file) => Path.GetFullPath(file, Folder);
}

/// <summary>
/// Runs a verb that needs the store. A SQLite folder has one writing process: while a server holds it, the verb's words are handed to that server and
/// its output comes back; otherwise the store is opened here.
/// </summary>
internal static class StoreWork
{
    private static readonly AsyncLocal<VerbContext?> InServer = new();

    public static Task<int> Run(string[] words, Func<VerbContext, CancellationToken, Task<int>> work, CancellationToken ct) => CommandLine.Guard(async () =>
    {
        if (InServer.Value is { } context) return await Work(work, context, ct);

        var options = OptionsReader.Read();
        using var folder = options.UsesPostgres ? null : FolderLock.TryTake(options.DataFolder);
        if (folder is null && !options.UsesPostgres) return await Handover.Send(options, words, ct);

        StagedStore.Finish(options);
        await using var app = Server.Build(options, asServer: false);
        await Server.Prepare(app, ct);
        await using var scope = app.Services.CreateAsyncScope();
        return await Work(work, new VerbContext(scope.ServiceProvider, Console.Out, Console.Error, Environment.CurrentDirectory, Serving: false), ct);
    });

    /// <summary>Runs handed-over words inside the server.</summary>
    internal static async Task<int> RunHere(string[] words, VerbContext context, CancellationToken ct)
    {
        InServer.Value = context;
        return await CommandLine.Run(words, context.Error, ct);
    }

    private static async Task<int> Work(Func<VerbContext, CancellationToken, Task<int>> work, VerbContext context, CancellationToken ct)
    {
        try
        {
            return await work(context, ct);
        }
        catch (Exception broken) when (broken is RuleBroken or BackupRefused)
        {
            await context.Error.WriteLineAsync(broken.Message);
            return 1;
        }
    }
}
