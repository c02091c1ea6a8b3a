using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Orders.Contracts;

/// <summary>What orders ask of Conversations, which stands above them and answers.</summary>
internal interface ICustomerConversations
{
    /// <summary>The latest conversation of each customer that the caller may see.</summary>
    Task<IReadOnlyDictionary<CustomerId, Guid>> Latest(ShopId shop, Caller caller, IReadOnlyCollection<CustomerId> customers, CancellationToken ct);
}
