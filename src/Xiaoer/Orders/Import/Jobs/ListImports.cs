using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>The imports of a shop, the latest first, and one of them.</summary>
internal static class ListImports
{
    public static void Map(RouteGroupBuilder imports)
    {
        imports.MapGet("", List).RequirePermission(Permissions.RunImports).WithSummary("The imports of the shop, the latest first.");
        imports.MapGet("/{id:guid}", Get).RequirePermission(Permissions.RunImports).WithSummary("One import: how far it is, what it came to.");
    }

    internal static async Task<Results<Ok<Page<ImportView>>, ProblemHttpResult>> List(
        Guid shop, Caller caller, XiaoerDb db, CancellationToken ct, string? cursor = null, [Range(1, Page<ImportView>.MaxLimit)] int limit = Page<ImportView>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");

        // By id, which grows with the time of the upload; the database compares ids, C# does not.
        var ids = new List<Guid>();
        await db.Database.OpenConnectionAsync(ct);
        await using (var command = db.Command("SELECT id FROM import_runs WHERE shop_id = @shop AND id < @before ORDER BY id DESC LIMIT @limit")
            .With("shop", shop).With("before", after?.Id ?? Guid.AllBitsSet).With("limit", limit + 1))
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) ids.Add(reader.ReadGuid(0));
        }

        var runs = await db.Set<ImportRun>().VisibleTo(caller, new ShopId(shop)).Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        var page = ids.Take(limit).Where(runs.ContainsKey).Select(id => runs[id].View()).ToList();
        return TypedResults.Ok(new Page<ImportView>(page, ids.Count > limit ? new Cursor(0, ids[limit - 1]).ToString() : null));
    }

    internal static async Task<Results<Ok<ImportView>, NotFound>> Get(Guid shop, Guid id, Caller caller, XiaoerDb db, CancellationToken ct) =>
        await db.FindImport(caller, new ShopId(shop), id, ct) is { } run ? TypedResults.Ok(run.View()) : TypedResults.NotFound();
}
