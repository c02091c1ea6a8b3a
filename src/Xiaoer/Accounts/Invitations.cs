using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>Asking colleagues to join: they choose their own password, so no first one goes from hand to hand.</summary>
internal static class Invitations
{
    /// <summary>More open invitations than any shop has people to come; a bound for the list and for mischief.</summary>
    private const int MostOpen = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var invitations = api.MapGroup("/shops/{shop:guid}/invitations");
        invitations.MapGet("", List).RequirePermission(Permissions.ManagePeople);
        invitations.MapPost("", Invite).RequirePerson(Permissions.ManagePeople);
        invitations.MapPost("/{id:guid}/link", Renew).RequirePerson(Permissions.ManagePeople);
        invitations.MapDelete("/{id:guid}", Withdraw).RequirePerson(Permissions.ManagePeople);
    }

    internal static async Task<Ok<Page<InvitationView>>> List(Guid shop, XiaoerDb db, PersonNames names, TimeProvider time, CancellationToken ct)
    {
        var (shopId, now) = (new ShopId(shop), time.Now());
        var open = await db.Set<Invitation>().AsNoTracking().Where(i => i.ShopId == shopId && i.ExpiresAt > now).OrderBy(i => i.Id).Take(MostOpen).ToListAsync(ct);
        List<InvitationView> views = [];
        foreach (var invitation in open) views.Add(await View(invitation, names, ct));
        return TypedResults.Ok(new Page<InvitationView>(views, null));
    }

    internal static async Task<Results<Created<InvitationLink>, ProblemHttpResult>> Invite(
        Guid shop, InviteRequest request, Caller caller, HttpContext http, XiaoerDb db, ShopPeople people, AccountsSetup setup, PersonNames names,
        XiaoerOptions options, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        if (!ShopPeople.MayTouch(caller, shopId, [], request.Roles)) return Problem.Of("people.owner_only", "Only an owner makes an owner.", StatusCodes.Status403Forbidden);
        if (!EmailAddress.TryRead(request.Email, out var email)) return Invalid.Of("email", "This is not an e-mail address.");

        var secret = Secrets.New();
        var invitation = new Invitation(shopId, new InvitationId(time.NewId()), email, caller.Agent, time.Now())
        {
            Roles = [.. request.Roles.Distinct().Order()],
            Teams = [.. request.TeamIds.Distinct().Select(t => new TeamId(t))],
        };
        invitation.Link(Secrets.Hash(secret), time.Now());
        await db.Write(async token =>
        {
            await people.DemandTeams(shopId, invitation.Teams, token);
            if (await setup.FindPerson(email, token) is { } known && await people.View(shopId, known, token) is not null)
                throw new RuleBroken("people.email_taken", "There is an account with this address.");
            var now = time.Now();
            await db.Set<Invitation>().Where(i => i.ShopId == shopId && (i.Email == email || i.ExpiresAt <= now)).ExecuteDeleteAsync(token);
            if (await db.Set<Invitation>().CountAsync(i => i.ShopId == shopId, token) >= MostOpen)
                throw new RuleBroken("invitation.too_many", $"{MostOpen} invitations are open. Withdraw some first.");
            db.Add(invitation);
            audit.Note(shopId, caller.Actor, "person.invited", invitation.Id.Value, new { request.Roles, request.TeamIds });
        }, ct);
        return TypedResults.Created($"/api/v1/shops/{shop}/invitations", new InvitationLink(await View(invitation, names, ct), Link(http, options, secret)));
    }

    internal static async Task<Results<Ok<InvitationLink>, NotFound, ProblemHttpResult>> Renew(
        Guid shop, Guid id, Caller caller, HttpContext http, XiaoerDb db, PersonNames names, XiaoerOptions options, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (shopId, wanted, secret) = (new ShopId(shop), new InvitationId(id), Secrets.New());
        if (await db.Set<Invitation>().SingleOrDefaultAsync(i => i.ShopId == shopId && i.Id == wanted, ct) is not { } invitation) return TypedResults.NotFound();
        if (!ShopPeople.MayTouch(caller, shopId, [], invitation.Roles)) return Problem.Of("people.owner_only", "Only an owner makes an owner.", StatusCodes.Status403Forbidden);
        invitation.Link(Secrets.Hash(secret), time.Now());
        audit.Note(shopId, caller.Actor, "person.invited", id, new { Again = true });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new InvitationLink(await View(invitation, names, ct), Link(http, options, secret)));
    }

    internal static async Task<Results<NoContent, NotFound>> Withdraw(Guid shop, Guid id, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new InvitationId(id));
        var gone = await db.Write(async token =>
        {
            var deleted = await db.Set<Invitation>().Where(i => i.ShopId == shopId && i.Id == wanted).ExecuteDeleteAsync(token);
            if (deleted > 0) audit.Note(shopId, caller.Actor, "person.invitation_withdrawn", id);
            return deleted > 0;
        }, ct);
        return gone ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    // Behind the #: no server or proxy on the way ever logs it.
    private static string Link(HttpContext http, XiaoerOptions options, byte[] secret) =>
        $"{Origins.Ours(http, options)}/join#{Secrets.Text(secret)}";

    private static async Task<InvitationView> View(Invitation i, PersonNames names, CancellationToken ct) =>
        new(i.Id.Value, i.Email, i.Roles, [.. i.Teams.Select(t => t.Value)], await names.Of(i.InvitedBy, ct) ?? "", i.CreatedAt, i.ExpiresAt);
}
