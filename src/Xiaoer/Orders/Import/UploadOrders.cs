using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>Imports the file in the body: the same as <c>xiaoer import orders</c>, over the API.</summary>
internal static class UploadOrders
{
    public static void Map(RouteGroupBuilder shop) =>
        shop.MapPost("/imports/orders", Handle).RequirePermission(Permissions.WriteOrders).WithMetadata(new RequestSizeLimitAttribute(ImportStream.MaxUpload))
            .Accepts<Stream>("text/csv", "application/gzip", "*/*").Produces<ImportLineView>(200, ImportStream.ContentType)
            .WithSummary("Imports a file of orders, CSV or gzip. Answers a JSON line per step; the last holds the report. The same file again changes nothing.").DisableRequestTimeout();

    internal static async Task<IResult> Handle(
        Guid shop, [Required, StringLength(40)] string preset, HttpContext http, Caller caller, OrderImport imports, ImportStream stream, XiaoerOptions options,
        TimeProvider time, bool dry_run = false)
    {
        if (ImportPreset.Find(preset) is not { } known) return Invalid.Of("preset", $"Known presets: {string.Join(", ", ImportPreset.All.Select(p => p.Name))}.");
        await stream.Answer(http, (file, progress) => dry_run
            ? OrderImport.TryOut(options, time, file, known, progress, http.RequestAborted)
            : imports.Run(file, new ShopId(shop), known, caller.Actor, progress, http.RequestAborted));
        return Results.Empty;
    }
}
