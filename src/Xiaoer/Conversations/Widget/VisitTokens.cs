using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Widget;

/// <summary>Session tokens of visitors: 256 random bits, of which only the hash is stored.</summary>
internal static class VisitTokens
{
    public const string Prefix = "xv_";

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static async Task<Visit?> FindVisit(this XiaoerDb db, string? token, ConversationOptions options, DateTimeOffset at, CancellationToken ct)
    {
        if (token is null || token.Length is < 40 or > 60 || !token.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        return await db.Set<VisitorSession>().AsNoTracking().Of(token, options, at).Select(s => new Visit(s.ShopId, s.ChannelId, s.VisitorId)).SingleOrDefaultAsync(ct);
    }

    /// <summary>The token's session, unless it is over.</summary>
    public static IQueryable<VisitorSession> Of(this IQueryable<VisitorSession> sessions, string token, ConversationOptions options, DateTimeOffset at)
    {
        var hash = Hash(token);
        return sessions.Where(s => s.TokenHash == hash).Alive(options, at);
    }

    public static IQueryable<VisitorSession> Alive(this IQueryable<VisitorSession> sessions, ConversationOptions options, DateTimeOffset at)
    {
        var (usedAfter, madeAfter) = (at.AddDays(-options.VisitorIdleDays), at.AddDays(-options.VisitorSessionDays));
        return sessions.Where(s => s.LastUsedAt > usedAfter && s.CreatedAt > madeAfter);
    }
}
