using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>What the console is told about the person at it.</summary>
internal static class SessionViews
{
    public static async Task<SessionView> Of(XiaoerDb db, Caller caller, SessionTicket ticket, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == caller.Agent, ct);
        var ids = caller.Shops.Keys.ToList();
        var shops = await db.Shops.AsNoTracking().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Name).ToListAsync(ct);
        var teams = (await db.Teams.AsNoTracking().Where(t => ids.Contains(t.ShopId)).OrderBy(t => t.Name).ToListAsync(ct)).ToLookup(t => t.ShopId);

        return new SessionView(
            new PersonView(person.Id.Value, person.Name, person.Email!, person.Locale, Disabled: false),
            [.. shops.Select(s => Access(s, caller.Shops[s.Id], teams[s.Id]))],
            ticket.AntiforgeryToken);
    }

    private static ShopAccess Access(Shop shop, ShopGrant grant, IEnumerable<Team> teams) => new(
        shop.Id.Value, shop.Name, shop.Currency, shop.TimeZone, grant.Roles, [.. grant.Permissions.Order(StringComparer.Ordinal)],
        [.. teams.Select(Teams.View)], [.. grant.Teams.Select(t => t.Value)]);
}
