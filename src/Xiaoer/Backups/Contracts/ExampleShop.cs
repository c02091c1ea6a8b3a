using Xiaoer.Shared.Accounts;

namespace Xiaoer.Backups.Contracts;

/// <summary>A shop that belongs to nobody in particular: the demo. Beside a real one it does not count in the question who owns the installation.</summary>
public sealed record ExampleShop(ShopId Shop);
