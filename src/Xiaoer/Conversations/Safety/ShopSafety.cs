using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Conversations.Safety;

/// <summary>The domains a shop trusts: links to them raise no warning (A3.16).</summary>
internal sealed class ShopSafety(ShopId shopId) : Entity
{
    public ShopId ShopId { get; private init; } = shopId;
    public List<string> TrustedDomains { get; private set; } = [];

    public void Trust(IEnumerable<string> domains) => TrustedDomains = [.. domains];
}
