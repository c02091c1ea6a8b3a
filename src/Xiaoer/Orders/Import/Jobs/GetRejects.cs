using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>The rows that were rejected or taken with a doubt, to be mended and imported again.</summary>
internal static class GetRejects
{
    public static void Map(RouteGroupBuilder imports) =>
        imports.MapGet("/{id:guid}/rejects", Handle).RequirePermission(Permissions.RunImports).Produces<string>(200, "text/csv")
            .WithSummary("Rejected rows and warnings as CSV, with line numbers and reasons; language zh or en.");

    internal static async Task<Results<PushStreamHttpResult, NotFound>> Handle(Guid shop, Guid id, Caller caller, XiaoerDb db, CancellationToken ct, string? language = null)
    {
        var ofShop = new ShopId(shop);
        if (await db.FindImport(caller, ofShop, id, ct) is null) return TypedResults.NotFound();
        return TypedResults.Stream(to => RejectsFile.Write(to, RejectsFile.Findings(db, ofShop, id), language ?? "en", ct), "text/csv; charset=utf-8", $"rejects-{id:N}.csv");
    }
}
