using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

/// <summary>Ends sessions in the store; every node notices within seconds, this one at once.</summary>
internal sealed class SessionEnding(XiaoerDb db, Callers callers, TimeProvider time)
{
    public Task<int> End(Expression<Func<Session, bool>> which, CancellationToken ct)
    {
        var at = time.Now();
        return db.Set<Session>().Where(which).Where(s => s.EndedAt == null).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedAt, at), ct);
    }

    /// <summary>After the commit.</summary>
    public void Done() => callers.Forget();
}
