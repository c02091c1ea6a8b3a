using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import;

/// <summary>
/// The list of rows that were rejected or taken with a doubt, as a CSV, to be mended and imported again. Its name is made by us; its cells cannot become
/// formulas in a spreadsheet.
/// </summary>
internal static class RejectsFile
{
    public static string PathOf(XiaoerOptions options, string hash, bool dryRun) =>
        Path.Join(options.DataFolder, "imports", $"{hash[..16]}{(dryRun ? "-dry-run" : "")}-rejects.csv");

    public static IAsyncEnumerable<Finding> Findings(XiaoerDb db, ShopId shop, Guid run) =>
        db.Set<ImportFinding>().AsNoTracking().Where(f => f.ShopId == shop && f.RunId == run).OrderBy(f => f.Line).ThenBy(f => f.Kind)
            .Select(f => new Finding(f.Kind, f.Subject, f.Line, f.Reason, f.Text)).AsAsyncEnumerable();

    /// <summary>Beside the data; null when there is nothing to list.</summary>
    public static async Task<string?> Write(string path, IAsyncEnumerable<Finding> findings, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".part";
        bool any;
        await using (var file = File.Create(unfinished)) any = await Write(file, findings, "en", ct);
        if (!any)
        {
            File.Delete(unfinished);
            return null;
        }

        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    /// <summary>False when there was nothing to list.</summary>
    public static async Task<bool> Write(Stream to, IAsyncEnumerable<Finding> findings, string language, CancellationToken ct)
    {
        var any = false;
        await using var file = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await file.WriteLineAsync(language == "zh" ? "行号,类型,原因,订单号,原文" : "line,kind,reason,order,text");
        await foreach (var f in findings.WithCancellation(ct))
        {
            any = true;
            var subject = f.Kind == Finding.Rejected ? "" : f.Subject;
            var kind = language != "zh" ? f.Kind : f.Kind == Finding.Rejected ? "退回" : "提醒";
            await file.WriteLineAsync(string.Join(',', f.Line.ToString(CultureInfo.InvariantCulture), kind, Cell(Reasons.In(language, f.Reason)), Cell(subject), Cell(f.Text)));
        }

        return any;
    }

    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
