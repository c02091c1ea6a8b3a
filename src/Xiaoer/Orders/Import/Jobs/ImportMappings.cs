using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>A shop keeps how its own tables are read, by name, for the next file.</summary>
internal static class ImportMappings
{
    private const int Most = 200;

    public static void Map(RouteGroupBuilder shop)
    {
        var mappings = shop.MapGroup("/import-mappings");
        mappings.MapGet("", List).RequirePermission(Permissions.RunImports).WithSummary("Saved ways to read the shop's own tables.");
        mappings.MapPut("/{name}", Save).RequirePermission(Permissions.RunImports).WithSummary("Saves a way to read a table under this name.");
        mappings.MapDelete("/{name}", Delete).RequirePermission(Permissions.RunImports).WithSummary("Forgets it. Imports that used it are not touched.");
    }

    internal static async Task<Ok<Page<ImportMappingView>>> List(Guid shop, Caller caller, XiaoerDb db, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        var saved = await db.Set<ImportMapping>().AsNoTracking().Where(m => m.ShopId == ofShop).OrderBy(m => m.Name).Take(Most).ToListAsync(ct);
        return TypedResults.Ok(new Page<ImportMappingView>([.. saved.Where(m => caller.May(ofShop, ImportAccess.Needed(m.Kind))).Select(View)], null));
    }

    internal static async Task<Results<Ok<ImportMappingView>, Created<ImportMappingView>, ForbidHttpResult, ProblemHttpResult>> Save(
        Guid shop, [StringLength(60, MinimumLength = 1), PlainText] string name, PutImportMappingRequest request, HttpContext http, Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (!caller.May(ofShop, ImportAccess.Needed(request.Kind))) return TypedResults.Forbid();
        if (ImportPreset.Find(request.Preset, request.Kind) is null) return Invalid.Of("preset", $"Known presets: {string.Join(", ", ImportPreset.Of(request.Kind).Select(p => p.Name))}.");
        if (PlanImport.Faults(new ImportPlanRequest(request.Preset, request.Encoding, request.Mapping)) is { Count: > 0 } faults) return Invalid.Of(faults);

        var saved = await Put.Run(http, db,
            token => db.Set<ImportMapping>().SingleOrDefaultAsync(m => m.ShopId == ofShop && m.Name == name, token),
            (known, _) =>
            {
                var mapping = known ?? new ImportMapping(ofShop, name);
                mapping.Say(request, time.Now());
                return Task.FromResult(mapping);
            },
            (mapping, _) => Task.FromResult(View(mapping)), ct);
        return saved.Result switch
        {
            Ok<ImportMappingView> ok => ok,
            Created<ImportMappingView> created => created,
            ProblemHttpResult problem => problem,
            _ => throw new InvalidOperationException(),
        };
    }

    internal static async Task<Results<NoContent, NotFound>> Delete(Guid shop, string name, XiaoerDb db, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        var gone = await db.Write(token => db.Set<ImportMapping>().Where(m => m.ShopId == ofShop && m.Name == name).ExecuteDeleteAsync(token), ct);
        return gone == 0 ? TypedResults.NotFound() : TypedResults.NoContent();
    }

    private static ImportMappingView View(ImportMapping m) =>
        new(m.Name, m.Kind, m.Preset, m.Encoding, JsonSerializer.Deserialize<Dictionary<string, string>>(m.Mapping, XiaoerJson.Options)!, m.UpdatedAt, m.Version);
}
