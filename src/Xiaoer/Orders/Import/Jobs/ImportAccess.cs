using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Whose imports a caller may see: of what they may write. An upload is there once the whole file is.</summary>
internal static class ImportAccess
{
    public static string Needed(ImportKind kind) => kind switch
    {
        ImportKind.Orders => Permissions.WriteOrders,
        ImportKind.Customers => Permissions.WriteCustomers,
        ImportKind.Products => Permissions.WriteProducts,
    };

    public static IQueryable<ImportRun> VisibleTo(this IQueryable<ImportRun> runs, Caller caller, ShopId shop)
    {
        var kinds = Enum.GetValues<ImportKind>().Where(k => caller.May(shop, Needed(k))).ToList();
        return runs.AsNoTracking().Where(r => r.ShopId == shop && kinds.Contains(r.Kind) && (r.Stored || r.State != ImportState.Uploaded));
    }

    public static Task<ImportRun?> FindImport(this XiaoerDb db, Caller caller, ShopId shop, Guid id, CancellationToken ct) =>
        db.Set<ImportRun>().VisibleTo(caller, shop).SingleOrDefaultAsync(r => r.Id == id, ct);
}
