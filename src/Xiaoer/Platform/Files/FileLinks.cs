using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Files;

/// <summary>
/// Short-lived signed links: <c>/api/v1/files/{id}?e=EXPIRY&amp;s=SIGNATURE[&amp;t=1]</c>. Whoever may see a message gets fresh links with it; a link
/// lives 5 to 10 minutes and is the same for 5, so that browsers find the picture in their cache.
/// </summary>
internal sealed class FileLinks(TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private const long Step = 300;
    private const int SignatureBytes = 32;
    private byte[]? _key;

    /// <summary>Reads the shared key; the first node ever makes it.</summary>
    public async Task Load(XiaoerDb db, CancellationToken ct)
    {
        _key = await Stored(db, ct) ?? await db.Write(async token =>
        {
            await using var insert = db.Command("INSERT INTO link_keys (name, key) VALUES (@name, @key) ON CONFLICT (name) DO NOTHING")
                .With("name", "files").With("key", RandomNumberGenerator.GetBytes(SignatureBytes));
            await insert.ExecuteNonQueryAsync(token);
            return await Stored(db, token);
        }, ct);
    }

    /// <summary>A link for somebody who may see the file now.</summary>
    public string Url(ShopId shop, FileId file, bool thumbnail = false)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var expiry = now / Step * Step + 2 * Step;
        var token = new byte[16 + SignatureBytes];
        shop.Value.TryWriteBytes(token, bigEndian: true, out _);
        Sign(shop, file, expiry, thumbnail).CopyTo(token, 16);
        return string.Create(CultureInfo.InvariantCulture, $"/api/v1/files/{file.Value}?e={expiry}&s={Base64Url.EncodeToString(token)}{(thumbnail ? "&t=1" : "")}");
    }

    /// <summary>The shop whose file it is, when the link is genuine and has not expired.</summary>
    public ShopId? Check(FileId file, long expiry, string signature, bool thumbnail)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        Span<byte> token = stackalloc byte[16 + SignatureBytes];
        if (expiry <= now || expiry > now + 2 * Step || signature.Length != 64 || !Base64Url.TryDecodeFromChars(signature, token, out var read) || read != token.Length)
            return null;

        var shop = new ShopId(new Guid(token[..16], bigEndian: true));
        return CryptographicOperations.FixedTimeEquals(token[16..], Sign(shop, file, expiry, thumbnail)) ? shop : null;
    }

    /// <summary>An address as a number that says nothing without the key: enough to count by.</summary>
    public string Hash(string address) => Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes("address|" + address)).AsSpan(0, 12));

    private byte[] Sign(ShopId shop, FileId file, long expiry, bool thumbnail) => HMACSHA256.HashData(
        Key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"file|{shop.Value:N}|{file.Value:N}|{expiry}|{(thumbnail ? 1 : 0)}")));

    private byte[] Key => _key ?? throw new InvalidOperationException("The key of file links is read when the server starts.");

    private static Task<byte[]?> Stored(XiaoerDb db, CancellationToken ct) =>
        db.Set<LinkKey>().AsNoTracking().Where(k => k.Name == "files").Select(k => k.Key).FirstOrDefaultAsync(ct);
}
