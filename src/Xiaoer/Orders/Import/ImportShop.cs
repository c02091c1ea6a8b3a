using Xiaoer.Accounts.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import;

/// <summary>The shop a file goes into. A name that is new opens a shop as the preset counts, for the people who own a shop here already.</summary>
internal sealed class ImportShop(XiaoerDb db, AccountsSetup accounts)
{
    /// <param name="besides">A shop whose owners do not own the new one by it: the demo's.</param>
    public Task<ImportTarget> FindOrOpen(string name, ImportPreset preset, ShopId? besides, CancellationToken ct) => db.Write(async token =>
    {
        if (await accounts.FindShop(name, token) is { } known) return new ImportTarget(known, null);

        var shop = await accounts.CreateShop(name, preset.Currency, preset.TimeZone, preset.Locale, ct: token);
        var team = await accounts.CreateTeam(shop, preset.TeamName, ct: token);
        var owners = await accounts.JoinOwners(shop, [team], besides, token);
        return new ImportTarget(shop, new OpenedShop(team, owners));
    }, ct);
}

/// <summary>Where the orders go. <see cref="Opened"/>: the shop is new.</summary>
internal sealed record ImportTarget(ShopId Shop, OpenedShop? Opened);

/// <param name="Owners">How many people own it from the start.</param>
internal sealed record OpenedShop(TeamId Team, int Owners);
