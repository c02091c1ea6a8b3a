using System.Globalization;
using System.Text;
using Xiaoer.Platform;

namespace Xiaoer.Orders.Import;

/// <summary>
/// The list of rows that were rejected or taken with a doubt, as a CSV beside the data, to be mended and imported again. Its name is made by us; its
/// cells cannot become formulas in a spreadsheet.
/// </summary>
internal static class RejectsFile
{
    public static string PathOf(XiaoerOptions options, string hash, bool dryRun) =>
        Path.Join(options.DataFolder, "imports", $"{hash[..16]}{(dryRun ? "-dry-run" : "")}-rejects.csv");

    /// <summary>Null when there is nothing to list.</summary>
    public static async Task<string?> Write(string path, IAsyncEnumerable<Finding> findings, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".part";
        var any = false;
        await using (var file = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            await file.WriteLineAsync("line,kind,reason,order,text");
            await foreach (var f in findings.WithCancellation(ct))
            {
                any = true;
                var order = f.Kind == Finding.Rejected ? "" : f.Subject;
                await file.WriteLineAsync(string.Join(',', f.Line.ToString(CultureInfo.InvariantCulture), f.Kind, Cell(f.Reason), Cell(order), Cell(f.Text)));
            }
        }

        if (!any)
        {
            File.Delete(unfinished);
            return null;
        }

        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
