using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Cli.Setup;

/// <summary>A new shop can be talked to at once: it has a team and a channel.</summary>
internal sealed class ShopOpening(AccountsSetup accounts, ChannelSetup channels, XiaoerOptions options)
{
    public const string FirstTeam = "客服 Service";

    public async Task<OpenedShop> Open(string name, string currency = "CNY", string timeZone = "Asia/Shanghai", string locale = Locales.Chinese, CancellationToken ct = default)
    {
        var shop = await accounts.CreateShop(name, currency, timeZone, locale, ct: ct);
        var team = await accounts.CreateTeam(shop, FirstTeam, ct: ct);
        var channel = await channels.Create(shop, team, name, ChannelDress.Plain, ct: ct);
        return new OpenedShop(shop, team, channel, ChannelSetup.Line(options.Address, channel.Value));
    }
}

/// <param name="Line">The line of HTML for the shop's pages.</param>
internal sealed record OpenedShop(ShopId Shop, TeamId Team, ChannelId Channel, string Line);
