using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using Xiaoer.Backups.Copy;
using Xiaoer.Cli.Demo;
using Xiaoer.Platform.Database;

namespace Xiaoer.Cli;

/// <summary>The program's verbs. Without one: serve. Exit 0 done, 1 failed, 2 wrong use.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args, TextWriter? errors = null, CancellationToken ct = default)
    {
        var root = new RootCommand("Xiaoer 店小二 – customer service for online shops. Without a verb it serves; a new data folder gets the demo shop first.")
        {
            ServeVerb.Create(),
            DemoVerb.Create(),
            UserVerb.Create(),
            ImportVerb.Create(),
            BackupVerb.Create(),
            RestoreVerb.Create(),
            MoveVerb.Create(),
            CheckVerb.Create(),
        };
        root.SetAction((_, ct) => Guard(() => ServeVerb.Run(demo: true, ct)));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(cancellationToken: ct);

        foreach (var error in parsed.Errors) await (errors ?? Console.Error).WriteLineAsync(error.Message);
        return 2;
    }

    /// <summary>Turns a refusal to start into one plain line and exit code 1.</summary>
    public static async Task<int> Guard(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception e) when (Plainly(e) is { } text)
        {
            await Console.Error.WriteLineAsync(text);
            return 1;
        }
    }

    // What is outside of the program and can be mended there needs a sentence, not a stack.
    private static string? Plainly(Exception e) => e switch
    {
        StartRefused or BackupRefused => e.Message,
        PostgresException refused when refused.SqlState.StartsWith("28", StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.InvalidCatalogName =>
            $"PostgreSQL refuses the connection: {refused.MessageText}. Look at XIAOER_DATABASE.",
        NpgsqlException { InnerException: SocketException or TimeoutException } => $"The database does not answer: {e.Message}. Is it up, and is XIAOER_DATABASE right?",
        IOException { InnerException: AddressInUseException } => $"{e.Message} Stop the program that listens there, or choose another address with XIAOER_URLS.",
        UnauthorizedAccessException => $"{e.Message} Give the user that runs Xiaoer the right, or choose another folder with XIAOER_DATA.",
        _ => null,
    };
}
