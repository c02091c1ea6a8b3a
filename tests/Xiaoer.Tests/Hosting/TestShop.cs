using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Hosting;

/// <summary>A shop of the test's own, with its people and its widget.</summary>
internal sealed class TestShop(XiaoerApp app, SeededShop seeded)
{
    public XiaoerApp App { get; } = app;
    public Guid Id => Seeded.Id;
    public SeededShop Seeded { get; } = seeded;
    public Guid Channel => Seeded.Channel;

    public static async Task<TestShop> On(Database database) => await (await XiaoerApp.On(database)).NewShop();

    public Task<Agent> SignsIn(string name) => Agent.SignsIn(App.Address, Seeded.People[name].Email, SeededShop.Password, Seeded.Id);

    public Task<Visitor> Arrives(string? token = null, string? identity = null, VisitedPage? page = null) => Visitor.Arrives(App.Address, Channel, token, identity, page);

    /// <summary>A visitor who has asked something and waits in the queue.</summary>
    public async Task<Visitor> Asks(string question)
    {
        var visitor = await Arrives();
        await visitor.Says(question);
        return visitor;
    }

    /// <summary>What the shop's own server would sign for a customer who is logged in there. Any part can be bent.</summary>
    public string Vouches(
        string subject, string? name = null, string? email = null, Guid? audience = null, string? secret = null, string? id = null,
        TimeSpan? age = null, TimeSpan? validity = null, string algorithm = "HS256")
    {
        var issued = App.Services.GetService(typeof(TimeProvider)) is TimeProvider time ? time.GetUtcNow() - (age ?? TimeSpan.Zero) : default;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = subject,
            ["aud"] = (audience ?? Channel).ToString(),
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["exp"] = (issued + (validity ?? TimeSpan.FromMinutes(5))).ToUnixTimeSeconds(),
            ["jti"] = id ?? Guid.CreateVersion7(issued).ToString("N") + RandomNumberGenerator.GetHexString(8),
        };
        if (name is not null) claims["name"] = name;
        if (email is not null) claims["email"] = email;
        var body = $"{Part(new { alg = algorithm, typ = "JWT" })}.{Part(claims)}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? Seeded.Secret), Encoding.ASCII.GetBytes(body));
        return $"{body}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
