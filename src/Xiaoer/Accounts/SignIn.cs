using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>E-mail and password against a new session. Whatever is wrong, the answer and its time are the same.</summary>
internal static class SignIn
{
    private const string Refused = "The e-mail or the password is wrong. After several wrong ones an account rests for a while.";

    public static void Map(RouteGroupBuilder api) => api.MapPost("/session", Handle).AllowAnonymous().WithMetadata(SameOriginOnly.Instance);

    internal static async Task<Results<Ok<SessionView>, ProblemHttpResult>> Handle(
        SignInRequest request, HttpContext http, XiaoerDb db, Passwords passwords, SignInAttempts attempts, SignInLimits limits,
        SessionCookie cookie, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (!limits.AllowsAddress(http)) return Problem.SlowDown(http, SignInLimits.Window);

        var email = EmailAddress.Normalize(request.Email);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedEmail == email, ct);
        var device = await attempts.FindDevice(person?.Id ?? default, cookie.ReadDevice(http.Request), ct);
        if (device is null && !limits.AllowsStrangers()) return Problem.SlowDown(http, SignInLimits.Window);
        if (await passwords.Check(person, request.Password, ct) is not { } answer) return Problem.SlowDown(http, TimeSpan.FromSeconds(5));
        PasswordHash? rehashed = answer is { Right: true, Rehash: true } ? await passwords.Hash(request.Password, ct) : null;
        var grants = await new CallerReader(db, time.Now()).Grants(person?.Id ?? default, ct);

        var started = await db.Write(async token =>
        {
            var heard = person is not null && await attempts.Begin(person.Id, device, token);
            if (person is null || !heard || !answer.Right || grants.Count == 0)
            {
                audit.Note(null, null, "session.refused", person?.Id.Value, new { Resting = person is not null && !heard });
                return null;
            }

            await attempts.Succeeded(person.Id, device, token);
            await End(db, cookie.Read(http.Request), time.Now(), token);
            if (rehashed is { } hash) await Rehash(db, person.Id, hash.Text, token);
            return Start(db, person, device, http, cookie, audit, time);
        }, ct);

        if (started is null)
        {
            limits.Failed(http);
            return Problem.Of("sign_in.refused", Refused, StatusCodes.Status401Unauthorized);
        }

        cookie.Write(http.Response, started);
        var caller = new Caller(person!.Id, null, started.Session, person.Name, grants);
        return TypedResults.Ok(await SessionViews.Of(db, caller, started, ct));
    }

    private static SessionTicket Start(
        XiaoerDb db, Person person, KnownDevice? device, HttpContext http, SessionCookie cookie, AuditLog audit, TimeProvider time)
    {
        var ticket = new SessionTicket(new SessionId(time.NewId()), Secrets.New());
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        db.Sessions.Add(new Session(ticket.Session, person.Id, Secrets.Hash(ticket.Secret), DeviceName.Of(http.Request), address, time.Now()));
        if (device is null)
        {
            var (id, secret) = (time.NewId(), Secrets.New());
            db.KnownDevices.Add(new KnownDevice(person.Id, id, Secrets.Hash(secret), time.Now()));
            cookie.WriteDevice(http.Response, id, secret);
        }

        audit.Note(null, person.Id.Value, "session.started", ticket.Session.Value);
        return ticket;
    }

    // The browser's earlier session ends with the new one: what somebody planted there is worth nothing.
    private static async Task End(XiaoerDb db, SessionTicket? earlier, DateTimeOffset at, CancellationToken ct)
    {
        if (earlier is null) return;
        var hash = Secrets.Hash(earlier.Secret);
        await db.Set<Session>().Where(s => s.Id == earlier.Session && s.SecretHash == hash && s.EndedAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedAt, at), ct);
    }

    private static Task<int> Rehash(XiaoerDb db, PersonId person, string hash, CancellationToken ct) =>
        db.Set<Person>().Where(p => p.Id == person).ExecuteUpdateAsync(u => u.SetProperty(p => p.PasswordHash, hash), ct);
}
