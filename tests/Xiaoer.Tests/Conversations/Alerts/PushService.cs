using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xiaoer.Conversations.Alerts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Conversations.Alerts;

/// <summary>The keys of a browser that is told: what it gives away, and what it reads with.</summary>
internal sealed class PhoneKeys : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Public => PushCrypto.Point(_key.ExportParameters(false));
    public byte[] Auth { get; } = RandomNumberGenerator.GetBytes(16);

    /// <summary>Reads a body as RFC 8188 says: salt, record size, the sender's key, one record.</summary>
    public byte[] Read(byte[] body)
    {
        body[20].ShouldBe((byte)PushCrypto.PointLength);
        var (salt, sender, record) = (body[..16], body[21..(21 + PushCrypto.PointLength)], body[(21 + PushCrypto.PointLength)..]);
        var (key, nonce) = PushCrypto.Keys(PushCrypto.Secret(_key, sender), Auth, Public, sender, salt);
        var plain = new byte[record.Length - 16];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(nonce, record[..^16], record[^16..], plain);
        plain[^1].ShouldBe((byte)2);
        return plain[..^1];
    }

    public void Dispose() => _key.Dispose();
}

/// <summary>What came in at the push service: for whom, with which headers, and in the clear.</summary>
internal sealed record Pushed(string Phone, PushNotice Notice, string Topic, string Lifetime, string Origin);

/// <summary>A push service of the test's own: knows the phones, checks who sends, and answers what the test says.</summary>
internal sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, PhoneKeys> _phones = new();

    private PushService(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();
    public ConcurrentQueue<Pushed> Received { get; } = new();
    public Func<string, HttpResponse, int> Answer { get; set; } = (_, _) => 201;

    public static async Task<PushService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new PushService(app);
        app.MapPost("/phones/{phone}", service.Take);
        await app.StartAsync();
        return service;
    }

    /// <summary>What a browser hands on when its person asks to be told.</summary>
    public SubscribeRequest Phone(string name, string locale = Locales.Chinese)
    {
        var keys = _phones.GetOrAdd(name, _ => new PhoneKeys());
        return new SubscribeRequest($"{Address}/phones/{name}", Base64Url.EncodeToString(keys.Public), Base64Url.EncodeToString(keys.Auth), locale);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(string phone, HttpContext http)
    {
        http.Response.StatusCode = Answer(phone, http.Response);
        if (http.Response.StatusCode >= 300) return;
        http.Request.Headers.ContentEncoding.ToString().ShouldBe("aes128gcm");
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var notice = JsonSerializer.Deserialize<PushNotice>(_phones[phone].Read(body.ToArray()), XiaoerJson.Options)!;
        Received.Enqueue(new Pushed(phone, notice, http.Request.Headers["Topic"].ToString(), http.Request.Headers["TTL"].ToString(), Proven(http.Request.Headers.Authorization.ToString())));
    }

    /// <summary>The origin the sender signed for; a wrong signature fails the push.</summary>
    private static string Proven(string authorization)
    {
        var parts = authorization["vapid ".Length..].Split(", ").ToDictionary(p => p[..1], p => p[2..]);
        var token = parts["t"].Split('.');
        var point = Base64Url.DecodeFromChars(parts["k"]);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1]));
        return claims.RootElement.GetProperty("aud").GetString()!;
    }
}
