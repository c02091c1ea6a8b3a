using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Widget;

/// <summary>Session tokens of visitors: 256 random bits, of which only the hash is stored.</summary>
internal static class VisitTokens
{
    public const string Prefix = "xv_";

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static async Task<Visit?> FindVisit(this XiaoerDb db, string? token, CancellationToken ct)
    {
        if (token is null || token.Length is < 40 or > 60 || !token.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var hash = Hash(token);
        return await db.Set<VisitorSession>().AsNoTracking().Where(s => s.TokenHash == hash)
            .Select(s => new Visit(s.ShopId, s.ChannelId, s.VisitorId)).SingleOrDefaultAsync(ct);
    }
}
