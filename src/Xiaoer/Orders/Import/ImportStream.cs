using System.Text.Json;
using System.Threading.Channels;
using Xiaoer.Platform;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import;

/// <summary>Takes an uploaded file in and answers line by line: how far it has come, and in the last line the report or why there is none.</summary>
internal sealed class ImportStream(XiaoerOptions options, TimeProvider time)
{
    public const long MaxUpload = 2L * 1024 * 1024 * 1024;
    public const string ContentType = "application/x-ndjson";

    /// <param name="import">Runs on the file; what it reports goes to the client.</param>
    public async Task Answer(HttpContext http, Func<FileInfo, IProgress<ImportProgress>, Task<ImportReport>> import)
    {
        var folder = Directory.CreateDirectory(Path.Join(options.DataFolder, "imports"));
        var file = new FileInfo(Path.Join(folder.FullName, $"{time.NewId():N}.upload"));
        try
        {
            await using (var spool = file.Create()) await http.Request.Body.CopyToAsync(spool, http.RequestAborted);

            http.Response.ContentType = ContentType;
            var progress = Channel.CreateBounded<ImportProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
            var running = Last(() => import(file, new Reports(progress.Writer)), progress.Writer);
            await foreach (var one in progress.Reader.ReadAllAsync(http.RequestAborted)) await Write(http, new ImportLineView(one, null, null, null));
            await Write(http, await running);
        }
        finally
        {
            file.Delete();
        }
    }

    private static async Task<ImportLineView> Last(Func<Task<ImportReport>> import, ChannelWriter<ImportProgress> progress)
    {
        try
        {
            return new ImportLineView(null, await Task.Run(import), null, null);
        }
        catch (ImportRefused refused)
        {
            return new ImportLineView(null, null, refused.Code, refused.Message);
        }
        finally
        {
            progress.TryComplete();
        }
    }

    private static async Task Write(HttpContext http, ImportLineView line)
    {
        await JsonSerializer.SerializeAsync(http.Response.Body, line, XiaoerJson.Options, http.RequestAborted);
        await http.Response.Body.WriteAsync("\n"u8.ToArray(), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private sealed class Reports(ChannelWriter<ImportProgress> to) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => to.TryWrite(value);
    }
}
