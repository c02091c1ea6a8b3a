using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Xiaoer.Conversations.Widget;

/// <summary>What the shop's server vouches for: who sits at this browser.</summary>
internal sealed record VouchedIdentity(string Subject, string TokenId, DateTimeOffset ExpiresAt, string? Name, string? Email, string? Phone);

/// <summary>
/// Checks <c>identify</c> tokens (interfaces.md): a JWT, HS256 and nothing else, under the channel's secret; <c>aud</c> is the channel, <c>exp</c> at most
/// ten minutes after <c>iat</c>, <c>jti</c> good once. Compared in constant time. Whatever is wrong, the answer is the same: nobody.
/// </summary>
internal static class IdentityTokens
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    public static VouchedIdentity? Check(string token, string secret, Guid channel, DateTimeOffset now)
    {
        if (token.Length > 4000 || secret.Length < 32 || token.Split('.') is not [var head, var body, var signature]) return null;
        try
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{head}.{body}"));
            if (!CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(signature))) return null;

            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            if (Text(header.RootElement, "alg") != "HS256") return null;
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            return Read(claims.RootElement, channel, now);
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Signs as a shop would: the demo shop's log-in and tests use it.</summary>
    public static string Sign(string secret, Guid channel, string subject, string tokenId, DateTimeOffset now, string? name = null, string? email = null, string? phone = null)
    {
        var claims = new Dictionary<string, object?>
        {
            ["sub"] = subject,
            ["aud"] = channel.ToString(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["jti"] = tokenId,
            ["name"] = name,
            ["email"] = email,
            ["phone"] = phone,
        };
        var unsigned = Encode("""{"alg":"HS256","typ":"JWT"}""") + "." + Encode(JsonSerializer.Serialize(claims.Where(c => c.Value is not null).ToDictionary()));
        return unsigned + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(unsigned)));
    }

    private static VouchedIdentity? Read(JsonElement claims, Guid channel, DateTimeOffset now)
    {
        if (Text(claims, "sub") is not { Length: > 0 and <= 100 } subject || Text(claims, "jti") is not { Length: > 0 and <= 100 } id) return null;
        if (!Guid.TryParse(Text(claims, "aud"), out var audience) || audience != channel) return null;
        if (Time(claims, "iat") is not { } issued || Time(claims, "exp") is not { } expires) return null;
        if (expires <= now - ClockSkew || issued > now + ClockSkew || expires - issued > Longest) return null;
        if (MessageText.Check(subject).Code is not null || MessageText.Check(Text(claims, "name")).Code is not null) return null;
        return new VouchedIdentity(subject, id, expires, Short(Text(claims, "name"), 200), Short(Text(claims, "email"), 254), Short(Text(claims, "phone"), 32));
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string? Short(string? text, int most) => text is { Length: > 0 } && text.Length <= most ? text : null;

    private static string? Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
