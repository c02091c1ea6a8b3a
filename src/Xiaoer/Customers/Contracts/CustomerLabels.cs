using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>Tells other modules which customers are under a tag or in a group.</summary>
internal sealed class CustomerLabels(XiaoerDb db)
{
    /// <summary>For use inside a query.</summary>
    public IQueryable<CustomerId?> Under(ShopId shop, Guid label) =>
        db.Set<LabelledCustomer>().AsNoTracking().Where(l => l.ShopId == shop && l.LabelId == label).Select(l => (CustomerId?)l.CustomerId);
}
