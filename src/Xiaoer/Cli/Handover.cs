using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Xiaoer.Platform;
using Xiaoer.Platform.Nodes;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary>The words of a verb, and the directory they were said in.</summary>
internal sealed record HandedWords(IReadOnlyList<string> Words, string Folder);

/// <summary>A piece of a handed-over verb's output; the last one has the exit code.</summary>
internal sealed record HandedOutput(string? Out, string? Error, int? Exit);

/// <summary>
/// Hands a verb to the server that holds the folder, and takes one in. Only this machine's owner of the folder can: the token stands in a file that
/// nobody else may read, and only loopback is heard.
/// </summary>
internal static class Handover
{
    private const string Address = "/local/verbs";

    public static async Task<int> Send(XiaoerOptions options, string[] words, CancellationToken ct)
    {
        if (FolderLock.Running(options.DataFolder) is not { } server)
        {
            await Console.Error.WriteLineAsync($"Another Xiaoer is using {options.DataFolder} and does not take work. Try again when it is done.");
            return 1;
        }

        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(Reachable(server.Url)), Address))
        {
            Content = JsonContent.Create(new HandedWords(words, Environment.CurrentDirectory), options: XiaoerJson.Options),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", server.Token) },
        };
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                var output = JsonSerializer.Deserialize<HandedOutput>(line, XiaoerJson.Options)!;
                if (output.Out is { } text) await Console.Out.WriteAsync(text);
                if (output.Error is { } error) await Console.Error.WriteAsync(error);
                if (output.Exit is { } exit) return exit;
            }
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"The running server at {server.Url} did not take the work: {e.Message}");
            return 1;
        }

        await Console.Error.WriteLineAsync("The server stopped before the work was done. Run the same command again: what was done is kept.");
        return 1;
    }

    public static void Map(WebApplication app, FolderLock folder) => app.MapPost(Address, async (HandedWords handed, HttpContext http, IServiceScopeFactory scopes) =>
    {
        if (http.Connection.RemoteIpAddress is not { } from || !System.Net.IPAddress.IsLoopback(from) || !IsOwner(http, folder))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "application/x-ndjson";
        var output = System.Threading.Channels.Channel.CreateBounded<HandedOutput>(256);
        await using var scope = scopes.CreateAsyncScope();
        var context = new VerbContext(scope.ServiceProvider, new Pipe(text => new HandedOutput(text, null, null), output.Writer),
            new Pipe(text => new HandedOutput(null, text, null), output.Writer), handed.Folder, Serving: true);
        var work = Task.Run(async () =>
        {
            try
            {
                var exit = await StoreWork.RunHere([.. handed.Words], context, http.RequestAborted);
                await output.Writer.WriteAsync(new HandedOutput(null, null, exit));
            }
            finally
            {
                output.Writer.Complete();
            }
        });

        try
        {
            await foreach (var piece in output.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync(JsonSerializer.Serialize(piece, XiaoerJson.Options) + "\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        finally
        {
            // The client may be gone: the work ends before its scope does, and must not wait for a reader.
            await foreach (var _ in output.Reader.ReadAllAsync()) { }
            await work;
        }
    }).AllowAnonymous().ExcludeFromDescription();

    private static bool IsOwner(HttpContext http, FolderLock folder) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes("Bearer " + folder.Token));

    // "http://0.0.0.0:5080" is where it listens, not where it can be reached.
    private static string Reachable(string url) => url.Replace("://0.0.0.0", "://127.0.0.1").Replace("://[::]", "://127.0.0.1").Replace("://+", "://127.0.0.1").Replace("://*", "://127.0.0.1");

    private sealed class Pipe(Func<string, HandedOutput> wrap, ChannelWriter<HandedOutput> to) : StringWriter
    {
        public override void Write(char value) => Write(value.ToString());
        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));
        public override void Write(string? value)
        {
            if (!string.IsNullOrEmpty(value)) to.TryWrite(wrap(value));
        }

        public override void WriteLine(string? value) => Write(value + "\n");
        public override async Task WriteAsync(string? value)
        {
            if (!string.IsNullOrEmpty(value)) await to.WriteAsync(wrap(value));
        }

        public override Task WriteLineAsync(string? value) => WriteAsync(value + "\n");
    }
}
