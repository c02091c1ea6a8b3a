using Microsoft.EntityFrameworkCore;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations;

/// <summary>Whoever has visited or talked is still needed.</summary>
internal sealed class CustomersInConversation(XiaoerDb db) : ICustomerUse
{
    public async Task<IReadOnlyCollection<CustomerId>> Used(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var asked = customers.Select(c => (CustomerId?)c).ToList();
        return await db.Set<Visitor>().Where(v => v.ShopId == shop && asked.Contains(v.CustomerId)).Select(v => v.CustomerId!.Value)
            .Union(db.Set<Conversation>().Where(c => c.ShopId == shop && asked.Contains(c.CustomerId)).Select(c => c.CustomerId!.Value)).ToListAsync(ct);
    }
}
