using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Safety;

/// <summary>Looks at what staff send: the desk asks before, and whatever was sent all the same – from any client – is noted in the audit log.</summary>
internal sealed class SafetyCheck(IServiceScopeFactory scopes, TimeProvider time, ILogger<SafetyCheck> log)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<ShopId, (SafetySettings Settings, DateTimeOffset At)> _known = new();

    public void Forget(ShopId shop) => _known.TryRemove(shop, out _);

    /// <summary>After the message is stored: a warning never holds it up.</summary>
    public async Task Note(Caller caller, ShopId shop, SendMessageRequest request, SendResult result)
    {
        if (result.Ack is not { Repeated: false } ack || request.Kind == MessageKind.Note || request.Text is not { Length: > 0 } text || MessageWarnings.Of(text).Count == 0) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
            var warnings = MessageWarnings.Of(text, await Settings(db, shop));
            if (warnings.Count == 0) return;
            scope.ServiceProvider.GetRequiredService<AuditLog>()
                .Note(shop, caller.Actor, "message.sent_despite_warning", ack.ConversationId, new SentDespiteWarning(ack.Id, [.. warnings.Select(w => w.Kind).Distinct()]));
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException or DbUpdateException)
        {
            log.LogWarning("A message sent despite a warning was not noted ({Reason})", e.GetType().Name);
        }
    }

    private async Task<SafetySettings> Settings(XiaoerDb db, ShopId shop)
    {
        var now = time.Now();
        if (_known.TryGetValue(shop, out var known) && now - known.At < Remembered) return known.Settings;
        var domains = await db.Set<ShopSafety>().AsNoTracking().Where(s => s.ShopId == shop).Select(s => s.TrustedDomains).SingleOrDefaultAsync();
        return (_known[shop] = (new SafetySettings(domains ?? []), now)).Settings;
    }
}

/// <summary>What the audit log keeps: which message and why, never its words.</summary>
internal sealed record SentDespiteWarning(Guid MessageId, IReadOnlyList<MessageWarningKind> Warnings);
