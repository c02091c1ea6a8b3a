using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Somebody corrects how their file is read: the preset, the encoding, which column holds what.</summary>
internal static class PlanImport
{
    public static void Map(RouteGroupBuilder imports) =>
        imports.MapPut("/{id:guid}/plan", Handle).RequirePermission(Permissions.RunImports)
            .WithSummary("Says how the file is to be read. What is left out is found by looking at the file.");

    internal static async Task<Results<Ok<ImportView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, ImportPlanRequest request, Caller caller, XiaoerDb db, IImportContent content, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (await db.FindImport(caller, ofShop, id, ct) is not { } run) return TypedResults.NotFound();
        if (Faults(request) is { Count: > 0 } faults) return Invalid.Of(faults);

        ImportPlan plan;
        try
        {
            var file = await content.Fetch(db, ofShop, id, ct);
            plan = ImportPlan.Find(file.FullName, run.Kind, request.Preset, request.Encoding, request.Mapping);
        }
        catch (ImportRefused refused)
        {
            return Problem.Of(refused.Code, refused.Message, StatusCodes.Status400BadRequest);
        }

        var (preset, encoding, mapping) = (plan.Preset.Name, plan.Encoding, plan.MappingText());
        var changed = await db.Write(token => db.Set<ImportRun>().Where(r => r.ShopId == ofShop && r.Id == id && r.State == ImportState.Uploaded)
            .ExecuteUpdateAsync(u => u.SetProperty(r => r.Preset, preset).SetProperty(r => r.Encoding, encoding).SetProperty(r => r.Mapping, mapping), token), ct);
        if (changed == 0) return Problem.Of("import.already_started", "The import has been started; how it is read cannot change any more.");
        return TypedResults.Ok((await db.FindImport(caller, ofShop, id, ct))!.View());
    }

    internal static Dictionary<string, string> Faults(ImportPlanRequest request)
    {
        var faults = new Dictionary<string, string>();
        foreach (var (field, column) in request.Mapping ?? new Dictionary<string, string>())
            if (field.Length is 0 or > 40 || column is null || column.Length > 200) faults["mapping"] = "A field of up to 40 signs and a column of up to 200 belong together.";
        if (request.Mapping is not null && JsonSerializer.Serialize(request.Mapping).Length > 7000) faults["mapping"] = "That is more than can be kept.";
        return faults;
    }
}
