using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>Whether something of a shop counts in its currency already. Told by the modules that keep amounts.</summary>
internal interface ICurrencyUse
{
    Task<bool> InUse(ShopId shop, CancellationToken ct);
}
