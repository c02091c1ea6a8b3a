using System.Diagnostics;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>Other programs: found, run to their end, or told something by a signal.</summary>
internal static class Tool
{
    public static string? Find(string name, params IEnumerable<string> folders) =>
        folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Select(folder => Path.Join(folder, name)).FirstOrDefault(File.Exists);

    public static async Task<string> Run(string program, params string[] arguments)
    {
        var (code, output) = await Try(program, arguments);
        return code == 0 ? output : throw new HarnessProblem($"{Path.GetFileName(program)} {string.Join(' ', arguments.Take(4))} ended with {code}: {output}");
    }

    public static async Task<(int Code, string Output)> Try(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>KILL, STOP, CONT, TERM. Only ever to a process this program started.</summary>
    public static async Task Signal(string signal, int process) => await Try("kill", $"-{signal}", $"{process}");

    /// <summary>
    /// A port nobody listens on, below those the system gives to outgoing connections: while a node is down, no client's own end may take its port.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (!Taken.TryAdd(port, true)) continue;
            try
            {
                using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (System.Net.Sockets.SocketException)
            {
                // somebody else's
            }
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Taken = new();
}

/// <summary>What the harness needs is not here, or did not start: said plainly.</summary>
internal sealed class HarnessProblem(string text) : Exception(text);
