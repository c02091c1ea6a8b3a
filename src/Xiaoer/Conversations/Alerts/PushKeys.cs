using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Alerts;

/// <summary>The key pair that push services know this installation by: made when first wanted, the same on every node and for ever.</summary>
internal sealed class PushKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection)
{
    private const string Name = "vapid";
    private readonly IDataProtector _protector = protection.CreateProtector("xiaoer.push-key");
    private Pair? _known;

    public async ValueTask<Pair> Get(CancellationToken ct)
    {
        if (_known is { } known) return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var stored = await db.Set<PushKey>().AsNoTracking().SingleOrDefaultAsync(k => k.Name == Name, ct) ?? await db.WriteInTurn(async token =>
        {
            if (await db.Set<PushKey>().SingleOrDefaultAsync(k => k.Name == Name, token) is { } other) return other;
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var made = new PushKey { Name = Name, Public = PushCrypto.Point(fresh.ExportParameters(false)), Private = _protector.Protect(fresh.ExportPkcs8PrivateKey()) };
            db.Add(made);
            return made;
        }, ct);

        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_protector.Unprotect(stored.Private), out _);
        return _known = new Pair(stored.Public, key);
    }

    /// <summary>The public point and the key that signs.</summary>
    internal sealed record Pair(byte[] Public, ECDsa Key);
}
