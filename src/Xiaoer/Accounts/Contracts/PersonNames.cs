using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>Names of colleagues for threads and lists, remembered for a minute. Who wrote may also be a program with a key: then it is the key's.</summary>
internal sealed class PersonNames(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private const int Bound = 50_000;
    private readonly ConcurrentDictionary<PersonId, (string? Name, DateTimeOffset At)> _names = new();

    public async ValueTask<string?> Of(PersonId person, CancellationToken ct)
    {
        var now = time.Now();
        if (_names.TryGetValue(person, out var known) && now - known.At < Freshness) return known.Name;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var key = new ApiKeyId(person.Value);
        var name = await db.Set<Person>().AsNoTracking().Where(p => p.Id == person).Select(p => p.Name).SingleOrDefaultAsync(ct)
            ?? await db.Set<ApiKey>().AsNoTracking().Where(k => k.Id == key).Select(k => k.Name).SingleOrDefaultAsync(ct);
        if (_names.Count > Bound) _names.Clear();
        _names[person] = (name, now);
        return name;
    }
}
