using System.Diagnostics;
using System.Text.Json;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>The delivered program as an operator calls it, on one installation.</summary>
internal sealed class Verbs(string folder, string? database = null)
{
    /// <summary>Says it and reads the JSON that comes back; anything but success fails the test.</summary>
    public async Task<JsonElement> Say(params string[] words)
    {
        var (code, output, errors) = await Try(words);
        code.ShouldBe(0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    public async Task<(int Code, string Output, string Errors)> Try(params string[] words)
    {
        using var process = Start(words);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>kill -9 after a while. False: it was done before.</summary>
    public async Task<bool> KilledAfter(int milliseconds, params string[] words)
    {
        using var process = Start(words);
        await Patience.Pause(milliseconds);
        if (process.HasExited) return false;
        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    /// <summary>kill -9 while it is at it: a moment after it has reached something. False: it was done before.</summary>
    public async Task<bool> KilledOnce(Func<Task<bool>> reached, int momentMs, params string[] words)
    {
        using var process = Start(words);
        await Patience.Until(async () => process.HasExited || await reached(), TimeSpan.FromMinutes(2), $"{words[0]} is at it");
        await Patience.Pause(momentMs);
        if (process.HasExited) return false;
        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    private Process Start(string[] words)
    {
        var info = new ProcessStartInfo(Node.Program, words) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("XIAOER_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(name);
        info.Environment["XIAOER_DATA"] = folder;
        if (database is not null) info.Environment["XIAOER_DATABASE"] = database;
        return Process.Start(info)!;
    }
}
