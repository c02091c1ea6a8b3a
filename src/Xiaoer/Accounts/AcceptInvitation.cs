using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Whoever holds the link takes the place that was kept: with a new account, or with the one the address has in another shop here.</summary>
internal static class AcceptInvitation
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/invitations/offer", Offer).AllowAnonymous().WithMetadata(SameOriginOnly.Instance).WithSummary("What an invitation is to.");
        api.MapPost("/invitations/accept", Handle).AllowAnonymous().WithMetadata(SameOriginOnly.Instance).WithSummary("Joins the shop with a new account. Sign in afterwards.");
        api.MapPost("/invitations/join", Join).RequireAuthorization(Authorization.SignedInPerson).WithSummary("Joins another shop with the account that is signed in.");
    }

    internal static async Task<Results<Ok<InvitationOffer>, ProblemHttpResult>> Offer(
        InvitationToken request, HttpContext http, XiaoerDb db, PersonNames names, AccountsSetup setup, SignInLimits limits, TimeProvider time, CancellationToken ct)
    {
        if (!limits.Allows(http)) return Problem.SlowDown(http, SignInLimits.Window);
        if (await Find(request.Token, db, time, ct) is not { } invitation) return Unknown(http, limits);
        var shop = await db.Shops.Where(s => s.Id == invitation.ShopId).Select(s => s.Name).SingleAsync(ct);
        return TypedResults.Ok(new InvitationOffer(
            shop, await names.Of(invitation.InvitedBy, ct) ?? "", invitation.Email, await setup.FindPerson(invitation.Email, ct) is not null));
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        AcceptInvitationRequest request, HttpContext http, XiaoerDb db, AccountsSetup setup, SignInLimits limits, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (!limits.Allows(http)) return Problem.SlowDown(http, SignInLimits.Window);
        if (await Find(request.Token, db, time, ct) is not { } invitation) return Unknown(http, limits);

        // Who has an account proves it where accounts are guarded: by signing in.
        if (await setup.FindPerson(invitation.Email, ct) is not null)
            return Problem.Of("invitation.sign_in", $"{invitation.Email} has an account: sign in with it first.");
        AccountsSetup.DemandPassword(request.Password, invitation.Email);
        var hash = await setup.Hash(request.Password, ct);

        await db.Write(async token =>
        {
            await Take(invitation, db, token);
            var person = await setup.CreatePerson(request.Name, invitation.Email, hash, request.Locale, ct: token);
            await Place(invitation, person, db, setup, audit, token);
        }, ct);
        return TypedResults.NoContent();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Join(
        InvitationToken request, Caller caller, HttpContext http, XiaoerDb db, AccountsSetup setup, SignInLimits limits, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (!limits.Allows(http)) return Problem.SlowDown(http, SignInLimits.Window);
        if (await Find(request.Token, db, time, ct) is not { } invitation) return Unknown(http, limits);
        if (await setup.FindPerson(invitation.Email, ct) != caller.Agent)
            return Problem.Of("invitation.sign_in", $"This invitation is for {invitation.Email}: sign in with that account.", StatusCodes.Status403Forbidden);

        await db.Write(async token =>
        {
            await Take(invitation, db, token);
            await Place(invitation, caller.Agent, db, setup, audit, token);
        }, ct);
        return TypedResults.NoContent();
    }

    // Deleted first: the link works once, however often it is pressed.
    private static async Task Take(Invitation invitation, XiaoerDb db, CancellationToken ct)
    {
        var (shop, id, hash) = (invitation.ShopId, invitation.Id, invitation.TokenHash);
        if (await db.Set<Invitation>().Where(i => i.ShopId == shop && i.Id == id && i.TokenHash == hash).ExecuteDeleteAsync(ct) == 0)
            throw new RuleBroken("invitation.unknown", "This invitation was used or withdrawn.");
    }

    private static async Task Place(Invitation invitation, PersonId person, XiaoerDb db, AccountsSetup setup, AuditLog audit, CancellationToken ct)
    {
        var (shop, wanted) = (invitation.ShopId, invitation.Teams);
        if (await db.Set<Membership>().AnyAsync(m => m.ShopId == shop && m.PersonId == person, ct))
            throw new RuleBroken("people.email_taken", "There is an account with this address.");
        // A team that was given up meanwhile is left out.
        var teams = await db.Set<Team>().Where(t => t.ShopId == shop && wanted.Contains(t.Id)).Select(t => t.Id).ToListAsync(ct);
        await setup.Join(shop, person, invitation.Roles, teams, ct);
        audit.Note(shop, person.Value, "person.joined", person.Value, new { invitation.Roles, InvitedBy = invitation.InvitedBy.Value });
    }

    private static async Task<Invitation?> Find(string token, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        if (Secrets.Read(token.Trim(), Secrets.Length) is not { } secret) return null;
        var (hash, now) = (Secrets.Hash(secret), time.Now());
        return await db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == hash && i.ExpiresAt > now, ct);
    }

    private static ProblemHttpResult Unknown(HttpContext http, SignInLimits limits)
    {
        limits.Failed(http);
        return Problem.Of("invitation.unknown", "This invitation was used, withdrawn or has run out. Ask for another.");
    }
}
