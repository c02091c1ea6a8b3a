using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Orders.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations;

/// <summary>Tells orders where their customer was last spoken with.</summary>
internal sealed class CustomerConversations(XiaoerDb db) : ICustomerConversations
{
    private const int MostLookedAt = 1000;

    public async Task<IReadOnlyDictionary<CustomerId, Guid>> Latest(ShopId shop, Caller caller, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        if (customers.Count == 0 || !caller.May(shop, Permissions.ReadConversations)) return new Dictionary<CustomerId, Guid>();
        var wanted = customers.Select(c => (CustomerId?)c).ToList();
        var theirs = await db.Set<Conversation>().AsNoTracking().VisibleTo(caller, shop).Where(c => wanted.Contains(c.CustomerId))
            .OrderByDescending(c => c.Id).Take(MostLookedAt).Select(c => new { c.CustomerId, c.Id, c.LastAt }).ToListAsync(ct);
        return theirs.GroupBy(c => c.CustomerId!.Value).ToDictionary(g => g.Key, g => g.MaxBy(c => c.LastAt)!.Id.Value);
    }
}
