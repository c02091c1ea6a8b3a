using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>Asks the modules above which customers they still need: nobody with an order or a conversation is taken back with an import.</summary>
internal interface ICustomerUse
{
    Task<IReadOnlyCollection<CustomerId>> Used(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct);
}
