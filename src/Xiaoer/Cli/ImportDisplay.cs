using System.Globalization;
using Spectre.Console;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Cli;

/// <summary>An import as people see it: a bar on a terminal while it runs, figures when it is done.</summary>
internal static class ImportDisplay
{
    public static async Task<ImportReport> Follow(TextWriter errors, Func<IProgress<ImportProgress>, Task<ImportReport>> import)
    {
        if (errors != Console.Error || Console.IsErrorRedirected) return await import(new Steps(_ => { }));

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        return await terminal.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async bar =>
            {
                var task = bar.AddTask("Reading", maxValue: 1);
                return await import(new Steps(step =>
                {
                    task.Value = step.Fraction;
                    task.Description = step.Stage == "settling" ? "Settling refunds" : step.Rows.ToString("N0", CultureInfo.InvariantCulture) + " rows";
                }));
            });
    }

    public static string Text(ImportReport report, ImportKind kind, bool dryRun)
    {
        var rejects = report.RejectsFile is { } file ? $", listed in {file}" : "";
        var head = string.Create(CultureInfo.InvariantCulture, $"{(dryRun ? "Checked; nothing was changed." : "Imported.")}\n{report.Rows,12:N0} rows in {report.Seconds:N1} s\n");
        var orders = kind != ImportKind.Orders ? "" : string.Create(CultureInfo.InvariantCulture,
            $"""
            {report.Orders,12:N0} orders, {report.GuestOrders:N0} of them by guests, with {report.Items:N0} items
            {report.Customers,12:N0} customers
            {report.RefundLines,12:N0} refund lines

            """);
        var became = dryRun ? "" : string.Create(CultureInfo.InvariantCulture, $"{report.Created,12:N0} new, {report.Updated:N0} changed, {report.Unchanged:N0} unchanged\n");
        return head + orders + became + string.Create(CultureInfo.InvariantCulture, $"{report.Warnings,12:N0} warnings, {report.Rejected:N0} rejected rows{rejects}");
    }

    // Progress<T> would post to the thread pool and arrive after the end.
    private sealed class Steps(Action<ImportProgress> show) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => show(value);
    }
}
