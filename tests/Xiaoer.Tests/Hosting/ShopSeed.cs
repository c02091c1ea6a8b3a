using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xiaoer.Accounts;
using Xiaoer.Conversations;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Hosting;

/// <summary>A person of a seeded shop; their account is their own, whatever else runs on the same store.</summary>
internal sealed record SeededPerson(Guid Id, string Name, string Email);

/// <summary>
/// A shop with two teams: Lan and Mei answer for sales, Hua for aftersales, Bo leads both, Shen owns it, Gu may only read. Its widget's channel
/// belongs to sales.
/// </summary>
internal sealed record SeededShop(Guid Id, string Name, Guid Sales, Guid Aftersales, Guid Channel, string Secret, IReadOnlyDictionary<string, SeededPerson> People)
{
    public const string Password = "a-long-enough-password-8!";
}

/// <summary>Writes shops straight into the store: the ground every test stands on.</summary>
internal static class ShopSeed
{
    private static readonly (string Name, Role Role, bool Sales, bool Aftersales)[] Staff =
    [
        ("Lan", Role.Agent, true, false), ("Mei", Role.Agent, true, false), ("Hua", Role.Agent, false, true),
        ("Bo", Role.TeamLead, true, true), ("Shen", Role.Owner, false, false), ("Gu", Role.Compliance, false, false),
    ];

    public static async Task<SeededShop> Plant(IServiceProvider services, string? hash = null)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var time = services.GetRequiredService<TimeProvider>();
        var at = time.Now();
        hash ??= (await services.GetRequiredService<Passwords>().Hash(SeededShop.Password)).Text;

        var id = time.NewId();
        var tag = id.ToString("N")[20..];
        var shop = new Shop(new ShopId(id), $"青石茶坊 {tag}", "CNY", "Asia/Shanghai", "zh", at);
        var sales = new Team(shop.Id, new TeamId(time.NewId()), "售前", at);
        var aftersales = new Team(shop.Id, new TeamId(time.NewId()), "售后", at);
        var channel = new Channel(shop.Id, new ChannelId(time.NewId()), sales.Id, "网页", at);
        channel.UseSecret($"secret-of-{tag}-0123456789abcdef0123456789");
        db.AddRange(shop, sales, aftersales, channel);

        Dictionary<string, SeededPerson> people = [];
        foreach (var (name, role, inSales, inAftersales) in Staff)
        {
            var person = new Person(new PersonId(time.NewId()), name, $"{name.ToLowerInvariant()}.{tag}@shop.example", "zh", at) { PasswordHash = hash };
            var membership = new Membership(shop.Id, person.Id, at);
            membership.Give([role], at);
            db.AddRange(person, membership);
            if (inSales) db.Add(new TeamMember(shop.Id, sales.Id, person.Id));
            if (inAftersales) db.Add(new TeamMember(shop.Id, aftersales.Id, person.Id));
            people[name] = new SeededPerson(person.Id.Value, name, person.Email!);
        }

        await db.SaveChangesAsync();
        return new SeededShop(id, shop.Name, sales.Id.Value, aftersales.Id.Value, channel.Id.Value, channel.Secret, people);
    }

    /// <summary>Brings a store into being, plants one shop, and lets go of it again, so that another process can serve it.</summary>
    public static async Task<SeededShop> Plant(string folder, string? database)
    {
        var options = new XiaoerOptions { Data = folder, Database = database, Urls = "http://127.0.0.1:0" };
        await using var app = Server.Build(options, builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await Server.Prepare(app);
        var shop = await Plant(app.Services);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return shop;
    }
}
