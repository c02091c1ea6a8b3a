using Spectre.Console;
using Xiaoer.Backups.Copy;

namespace Xiaoer.Cli;

/// <summary>A backup, restore or move as people see it: a bar on a terminal while it runs.</summary>
internal static class CopyDisplay
{
    private static readonly Dictionary<string, string> Words = new() { ["copying"] = "Copying", ["checking"] = "Checking the backup", ["writing"] = "Writing" };

    public static async Task<T> Follow<T>(TextWriter errors, Func<IProgress<CopyProgress>, Task<T>> work)
    {
        if (errors != Console.Error || Console.IsErrorRedirected) return await work(new Steps(_ => { }));

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        return await terminal.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async bar =>
            {
                var task = bar.AddTask("Starting", maxValue: 1);
                return await work(new Steps(step => (task.Value, task.Description) = (step.Fraction, Words[step.Stage])));
            });
    }

    // Progress<T> would post to the thread pool and arrive after the end.
    private sealed class Steps(Action<CopyProgress> show) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => show(value);
    }
}
