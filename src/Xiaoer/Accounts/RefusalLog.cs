using System.Collections.Concurrent;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Audits that somebody reached for what their roles do not allow: once a minute for each caller and permission, so that nobody fills the log.</summary>
internal sealed class RefusalLog(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);
    private const int Bound = 10_000;

    private readonly ConcurrentDictionary<(Guid, string), DateTimeOffset> _noted = new();

    public async Task Note(Caller caller, ShopId? shop, string? permission, CancellationToken ct)
    {
        var (key, now) = ((caller.Actor, permission ?? ""), time.Now());
        if (_noted.TryGetValue(key, out var before) && now - before < Grain) return;
        if (_noted.Count > Bound) _noted.Clear();
        _noted[key] = now;

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AuditLog>().Note(shop, caller.Actor, "access.refused", details: new { Permission = permission });
        await scope.ServiceProvider.GetRequiredService<XiaoerDb>().SaveChangesAsync(ct);
    }
}
