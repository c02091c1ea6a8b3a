using System.Text.Json;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts.Contracts;

/// <summary>
/// Notes who did what. The entry is stored by the caller's own save, in the same transaction as the deed: if it cannot be written, nothing happens.
/// </summary>
internal sealed class AuditLog(XiaoerDb db, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <param name="action"><c>area.past_tense</c>, e.g. <c>customer.unmasked</c>.</param>
    /// <param name="details">A small record; never a secret.</param>
    public void Note(ShopId? shop, Guid? actor, string action, Guid? subject = null, object? details = null)
    {
        var text = details is null ? null : JsonSerializer.Serialize(details, XiaoerJson.Options);
        var address = accessor.HttpContext?.Connection.RemoteIpAddress?.ToString();
        db.Set<AuditEntry>().Add(new AuditEntry(time.NewId(), shop, actor, action, subject, text, address, time.Now()));
    }
}
