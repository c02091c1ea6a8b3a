using System.Diagnostics;

namespace Xiaoer.Bench.Servers;

/// <summary>Something the benchmark needs is not on this machine, or did not start: said plainly, exit 1.</summary>
internal sealed class BenchProblem(string text) : Exception(text);

/// <summary>Starts other programs, with their output in a log file, and runs short ones to their end.</summary>
internal static class Tool
{
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string logFile)
    {
        var process = new Process { StartInfo = Info(program, arguments, environment) };
        var log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static async Task<string> Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? input = null)
    {
        var info = Info(program, arguments, environment ?? new Dictionary<string, string?>());
        info.RedirectStandardInput = true;
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new BenchProblem($"{Path.GetFileName(program)} {string.Join(' ', info.ArgumentList.Take(3))} ended with {process.ExitCode}: {await errors} {await output}");
    }

    /// <summary>Asks a process to stop (SIGTERM), kills it after a while.</summary>
    public static async Task Stop(Process process)
    {
        if (process.HasExited) return;
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try { await process.WaitForExitAsync(patience.Token); }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        process.Dispose();
    }

    /// <summary>The first of the candidates that exists, also searched in <c>PATH</c>.</summary>
    public static string? Find(string name, params IEnumerable<string> folders) =>
        folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static ProcessStartInfo Info(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment) info.Environment[name] = value;
        return info;
    }
}
