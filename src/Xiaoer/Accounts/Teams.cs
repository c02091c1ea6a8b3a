using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>The teams of a shop: list, found, rename.</summary>
internal static class Teams
{
    public static void Map(RouteGroupBuilder api)
    {
        var teams = api.MapGroup("/shops/{shop:guid}/teams");
        teams.MapGet("", List).RequireMembership();
        teams.MapPost("", Create).RequirePermission(Permissions.ManagePeople).Idempotent();
        teams.MapPut("/{team:guid}", Rename).RequirePermission(Permissions.ManagePeople);
    }

    internal static async Task<Ok<Page<TeamView>>> List(Guid shop, XiaoerDb db, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        var teams = await db.Teams.AsNoTracking().Where(t => t.ShopId == wanted).OrderBy(t => t.Name).ToListAsync(ct);
        return TypedResults.Ok(new Page<TeamView>([.. teams.Select(View)], null));
    }

    internal static async Task<Created<TeamView>> Create(
        Guid shop, SaveTeamRequest request, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var team = new Team(new ShopId(shop), new TeamId(time.NewId()), request.Name, time.Now());
        team.Limit(request.WaitSeconds);
        await db.Write(async token =>
        {
            await DemandFreeName(db, team.ShopId, team.Name, null, token);
            db.Teams.Add(team);
            audit.Note(team.ShopId, caller.Actor, "team.created", team.Id.Value, request);
        }, ct);
        return TypedResults.Created($"/api/v1/shops/{shop}/teams/{team.Id.Value}", View(team));
    }

    internal static async Task<Results<Ok<TeamView>, NotFound, ProblemHttpResult>> Rename(
        Guid shop, Guid team, SaveTeamRequest request, Caller caller, HttpContext http, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new TeamId(team));
        if (await db.Teams.SingleOrDefaultAsync(t => t.ShopId == shopId && t.Id == wanted, ct) is not { } found) return TypedResults.NotFound();
        if (http.Stale(found.Version) is { } stale) return stale;

        await db.Write(async token =>
        {
            await DemandFreeName(db, shopId, request.Name, wanted, token);
            found.Rename(request.Name);
            found.Limit(request.WaitSeconds);
            audit.Note(shopId, caller.Actor, "team.changed", team, request);
        }, ct);
        http.SetETag(found.Version);
        return TypedResults.Ok(View(found));
    }

    private static async Task DemandFreeName(XiaoerDb db, ShopId shop, string name, TeamId? except, CancellationToken ct)
    {
        if (await db.Set<Team>().AnyAsync(t => t.ShopId == shop && t.Name == name && t.Id != except, ct))
            throw new RuleBroken("team.name_taken", "Another team of the shop has this name.");
    }

    internal static TeamView View(Team team) => new(team.Id.Value, team.Name, team.WaitSeconds);
}
