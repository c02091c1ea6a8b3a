using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Takes a file in, to be looked at before it is brought in. The body is the file itself, streamed to where all nodes see it.</summary>
internal static class UploadImport
{
    public const long MaxBytes = 2L * 1024 * 1024 * 1024;

    public static void Map(RouteGroupBuilder imports)
    {
        foreach (var kind in Enum.GetValues<ImportKind>())
            imports.MapPost("/" + kind.ToString().ToLowerInvariant(), (
                    Guid shop, [StringLength(255)] string? file_name, HttpContext http, Caller caller, XiaoerDb db, IImportContent content, XiaoerOptions options, UploadSlots slots,
                    TimeProvider time, CancellationToken ct) => Handle(kind, new ShopId(shop), file_name, http, caller, db, content, options, slots, time, ct))
                .RequirePermission(Permissions.RunImports).WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).Accepts<Stream>("text/csv", "application/octet-stream", "*/*")
                .WithSummary($"Takes a file of {kind.ToString().ToLowerInvariant()} in (CSV, gzip, Excel or JSON): the body is the file. Nothing is imported yet.").DisableRequestTimeout();
    }

    private static async Task<Results<Created<ImportView>, ForbidHttpResult, ProblemHttpResult>> Handle(
        ImportKind kind, ShopId shop, string? fileName, HttpContext http, Caller caller, XiaoerDb db, IImportContent content, XiaoerOptions options, UploadSlots slots, TimeProvider time,
        CancellationToken ct)
    {
        if (!caller.May(shop, ImportAccess.Needed(kind))) return TypedResults.Forbid();

        using var place = slots.Receive(null);
        var (id, at) = (time.NewId(), time.Now());
        var path = Path.Join(Directory.CreateDirectory(Path.Join(options.FilesFolder, "imports")).FullName, $"{id:N}.upload");
        var received = new FileInfo(path);
        try
        {
            await using (var spool = received.Create()) await http.Request.Body.CopyToAsync(spool, ct);
            received.Refresh();
            if (received.Length == 0) return Problem.Of("import.empty_file", "The file is empty.", StatusCodes.Status400BadRequest);

            var plan = Found(received.FullName, kind);
            var hash = await SourceFile.Hash(received.FullName, ct);
            var run = new ImportRun(shop, id, kind, hash, Shown(fileName, kind), received.Length, plan.Preset.Name, plan.Encoding, caller.Actor, caller.Name, at);
            db.Add(run);
            await db.SaveChangesAsync(ct);
            await content.Save(db, shop, id, received, ct);
            await db.Write(token => db.Set<ImportRun>().Where(r => r.ShopId == shop && r.Id == id).ExecuteUpdateAsync(u => u.SetProperty(r => r.Stored, true), token), ct);
            return TypedResults.Created($"/api/v1/shops/{shop.Value}/imports/{id}", run.View());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What cannot be read yet is taken in all the same: the preview says what is wrong with it, and another encoding may help.</summary>
    private static ImportPlan Found(string path, ImportKind kind)
    {
        try
        {
            return ImportPlan.Find(path, kind);
        }
        catch (ImportRefused)
        {
            return new ImportPlan(ImportPreset.Of(kind)[0]);
        }
    }

    // Only shown, never opened: what lies on our disk is named by us (reliability F-08).
    private static string Shown(string? name, ImportKind kind)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length == 0 ? kind.ToString().ToLowerInvariant() : Values.Cut(clean, 255);
    }
}
