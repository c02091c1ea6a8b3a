using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>
/// Counts tries per account and per known device in the store: after five wrong ones it rests, twice as long each time. The counting statement is the
/// decision: of fifty parallel guesses five are heard.
/// </summary>
internal sealed class SignInAttempts(XiaoerDb db, TimeProvider time)
{
    public const int Free = 5;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan Rest(int failures) =>
        failures < Free ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - Free, 20)));

    /// <summary>The row of this browser if the person has signed in with it before.</summary>
    public async Task<KnownDevice?> FindDevice(PersonId person, (Guid Id, byte[] Secret)? cookie, CancellationToken ct)
    {
        if (cookie is not { } given) return null;
        var device = await db.Set<KnownDevice>().AsNoTracking().SingleOrDefaultAsync(d => d.PersonId == person && d.Id == given.Id, ct);
        return device is not null && Secrets.Matches(given.Secret, device.SecretHash) ? device : null;
    }

    /// <summary>Counts a try as failed until <see cref="Succeeded"/>; false when the account, or the known device, rests. Inside a transaction.</summary>
    public async Task<bool> Begin(PersonId person, KnownDevice? device, CancellationToken ct)
    {
        var now = time.Now();
        if (device is not null)
        {
            var row = db.Set<KnownDevice>().Where(d => d.PersonId == person && d.Id == device.Id && (d.LockoutEnd == null || d.LockoutEnd <= now));
            if (await row.ExecuteUpdateAsync(u => u.SetProperty(d => d.AccessFailedCount, d => d.AccessFailedCount + 1), ct) == 0) return false;
            var tries = await row.Select(d => d.AccessFailedCount).SingleAsync(ct);
            DateTimeOffset? until = tries < Free ? null : now + Rest(tries);
            await row.ExecuteUpdateAsync(u => u.SetProperty(d => d.LockoutEnd, until), ct);
        }
        else
        {
            var row = db.Set<Person>().Where(p => p.Id == person && (p.LockoutEnd == null || p.LockoutEnd <= now));
            if (await row.ExecuteUpdateAsync(u => u.SetProperty(p => p.AccessFailedCount, p => p.AccessFailedCount + 1), ct) == 0) return false;
            var tries = await row.Select(p => p.AccessFailedCount).SingleAsync(ct);
            DateTimeOffset? until = tries < Free ? null : now + Rest(tries);
            await row.ExecuteUpdateAsync(u => u.SetProperty(p => p.LockoutEnd, until), ct);
        }

        return true;
    }

    public async Task Succeeded(PersonId person, KnownDevice? device, CancellationToken ct)
    {
        DateTimeOffset? none = null;
        var now = time.Now();
        if (device is not null)
        {
            await db.Set<KnownDevice>().Where(d => d.PersonId == person && d.Id == device.Id).ExecuteUpdateAsync(
                u => u.SetProperty(d => d.AccessFailedCount, 0).SetProperty(d => d.LockoutEnd, none).SetProperty(d => d.SeenAt, now), ct);
            return;
        }

        await db.Set<Person>().Where(p => p.Id == person).ExecuteUpdateAsync(
            u => u.SetProperty(p => p.AccessFailedCount, 0).SetProperty(p => p.LockoutEnd, none), ct);
    }
}
