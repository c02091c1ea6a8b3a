using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>Where a person is signed in, and signing out there: one place, or everywhere but here.</summary>
internal static class Sessions
{
    public static void Map(RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("/sessions").RequireAuthorization(Authorization.SignedInPerson);
        sessions.MapGet("", List);
        sessions.MapDelete("/{id:guid}", End);
        sessions.MapDelete("", EndOthers);
    }

    internal static async Task<Ok<Page<SessionEntry>>> List(Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        var (me, seenAfter, madeAfter) = (caller.Agent, time.Now() - Session.IdleLimit, time.Now() - Session.AgeLimit);
        var sessions = await db.Sessions.AsNoTracking()
            .Where(s => s.PersonId == me && s.EndedAt == null && s.LastSeenAt > seenAfter && s.CreatedAt > madeAfter)
            .OrderByDescending(s => s.LastSeenAt).Take(Page<SessionEntry>.MaxLimit).ToListAsync(ct);
        return TypedResults.Ok(new Page<SessionEntry>(
            [.. sessions.Select(s => new SessionEntry(s.Id.Value, s.Device, s.Address, s.CreatedAt, s.LastSeenAt, s.Id == caller.Session))], null));
    }

    internal static async Task<Results<NoContent, NotFound>> End(
        Guid id, Caller caller, XiaoerDb db, SessionEnding ending, AuditLog audit, CancellationToken ct)
    {
        var (me, wanted) = (caller.Agent, new SessionId(id));
        var ended = await db.Write(async token =>
        {
            var count = await ending.End(s => s.PersonId == me && s.Id == wanted, token);
            if (count > 0) audit.Note(null, caller.Actor, "session.ended", id);
            return count;
        }, ct);
        ending.Done();
        return ended > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    internal static async Task<NoContent> EndOthers(Caller caller, XiaoerDb db, SessionEnding ending, AuditLog audit, CancellationToken ct)
    {
        var (me, mine) = (caller.Agent, caller.Session!.Value);
        await db.Write(async token =>
        {
            var count = await ending.End(s => s.PersonId == me && s.Id != mine, token);
            audit.Note(null, caller.Actor, "session.others_ended", details: new { Count = count });
        }, ct);
        ending.Done();
        return TypedResults.NoContent();
    }
}
