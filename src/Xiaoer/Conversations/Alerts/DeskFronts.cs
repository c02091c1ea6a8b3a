using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Conversations.Alerts;

/// <summary>Who has a desk in front of them: told by their pages, renewed once a minute, forgotten with the connection.</summary>
internal sealed class DeskFronts(IServiceScopeFactory scopes, TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(90);

    public async Task Say(string connection, PersonId person, bool front, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var (now, until) = (time.Now(), time.Now() + Lasts);
        await db.WriteInTurn(async token =>
        {
            await db.Set<DeskFront>().Where(f => f.Connection == connection || (f.PersonId == person && f.Until < now)).ExecuteDeleteAsync(token);
            if (front) db.Add(new DeskFront { Connection = connection, PersonId = person, Until = until });
            return true;
        }, ct);
    }

    public static Task<bool> Any(XiaoerDb db, PersonId person, DateTimeOffset now, CancellationToken ct) =>
        db.Set<DeskFront>().AnyAsync(f => f.PersonId == person && f.Until > now, ct);
}
