using Xiaoer.Shared.Orders;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Orders.Import;

/// <summary>Somebody who brings files in over the API, as the console does.</summary>
internal static class Importer
{
    public static async Task<ImportView> Uploads(this Agent who, byte[] file, ImportKind kind = ImportKind.Orders, string name = "file.csv")
    {
        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new("application/octet-stream");
        using var answer = await Api.Accepted(await who.Api.Send(HttpMethod.Post, $"{who.Desk}/imports/{kind.ToString().ToLowerInvariant()}?file_name={Uri.EscapeDataString(name)}", body));
        return await Api.Read<ImportView>(answer);
    }

    public static Task<ImportPreview> Previews(this Agent who, Guid import) => who.Api.Get<ImportPreview>($"{who.Desk}/imports/{import}/preview?language=zh");

    public static Task<ImportView> Starts(this Agent who, Guid import) => who.Api.Post<ImportView>($"{who.Desk}/imports/{import}/start");

    public static async Task<ImportView> Undoes(this Agent who, Guid import)
    {
        await who.Api.Post<ImportView>($"{who.Desk}/imports/{import}/undo");
        return await who.Awaits(import);
    }

    /// <summary>Uploads, starts and waits for the end.</summary>
    public static async Task<ImportView> Imports(this Agent who, byte[] file, ImportKind kind = ImportKind.Orders)
    {
        var import = await who.Uploads(file, kind);
        await who.Starts(import.Id);
        return await who.Awaits(import.Id);
    }

    public static async Task<ImportView> Awaits(this Agent who, Guid import)
    {
        ImportView? view = null;
        await Soon.Until(async () =>
        {
            view = await who.Api.Get<ImportView>($"{who.Desk}/imports/{import}");
            return !ImportRules.IsUnderWay(view.State);
        }, "the import has ended", TimeSpan.FromSeconds(60));
        return view!;
    }

    public static Task<string> Rejects(this Agent who, Guid import, string language) => who.Api.Http.GetStringAsync(new Uri($"{who.Desk}/imports/{import}/rejects?language={language}", UriKind.Relative));
}
