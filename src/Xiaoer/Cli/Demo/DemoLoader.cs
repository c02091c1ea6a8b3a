using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Cli.Demo.History;
using Xiaoer.Conversations;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Cli.Demo;

/// <summary>
/// Makes the demo shop in one transaction: whoever kills it half-way finds nothing of it and may start again; whoever starts it twice
/// finds it there.
/// </summary>
internal sealed class DemoLoader(XiaoerDb db, AccountsSetup accounts, StoredFiles files, DemoLogins logins, MessageIndexUpkeep search, XiaoerOptions options, TimeProvider time)
{
    private const int Seed = 20260520;

    public Task<bool> Exists(CancellationToken ct) => db.Set<Channel>().AnyAsync(c => c.ShopId == DemoShop.Shop, ct);

    /// <summary>False: it was there already, and nothing changed.</summary>
    public async Task<bool> Load(CancellationToken ct)
    {
        if (await Exists(ct)) return false;

        // Kept before the shop exists: a shop whose password nobody knows would be of no use.
        var hash = await accounts.Hash(logins.Make(), ct); // one for all three: hashing is slow by intention, and the password is the same
        try
        {
            await db.Write(async token =>
            {
                await db.TakeTime(token);
                await Employ(hash, token);
                await Fill(token);
            }, ct);
            await search.MakeAnew(ct); // its history comes without events
            return true;
        }
        catch (DbUpdateException)
        {
            // Two nodes on a new database: one made the shop, and its password is the one that counts.
            db.ChangeTracker.Clear();
            if (!await Exists(ct)) throw;
            logins.Forget();
            return false;
        }
    }

    /// <summary>Takes the shop and its people away, whole.</summary>
    public Task Remove(CancellationToken ct) => db.Write(async token =>
    {
        foreach (var table in ShopTables())
        {
            await using var delete = db.Command($"DELETE FROM {table} WHERE shop_id = @shop").With("shop", DemoShop.Shop.Value);
            await delete.ExecuteNonQueryAsync(token);
        }

        await using var shop = db.Command("DELETE FROM shops WHERE id = @shop").With("shop", DemoShop.Shop.Value);
        await shop.ExecuteNonQueryAsync(token);
        foreach (var person in DemoShop.People)
        {
            await using var sessions = db.Command("DELETE FROM sessions WHERE person_id = @person AND NOT EXISTS (SELECT 1 FROM memberships WHERE person_id = @person)").With("person", person.Id.Value);
            await sessions.ExecuteNonQueryAsync(token);
            await using var delete = db.Command("DELETE FROM people WHERE id = @person AND NOT EXISTS (SELECT 1 FROM memberships WHERE person_id = @person)").With("person", person.Id.Value);
            await delete.ExecuteNonQueryAsync(token);
        }
    }, ct);

    private async Task Employ(PasswordHash password, CancellationToken ct)
    {
        await accounts.CreateShop(DemoShop.Name, id: DemoShop.Shop, ct: ct);
        await accounts.CreateTeam(DemoShop.Shop, "客服一组", DemoShop.Team, ct);
        foreach (var person in DemoShop.People)
        {
            if (await accounts.FindPerson(person.Email, ct) is { } known) await accounts.ResetPassword(known, password, ct);
            else
            {
                db.People.Add(new Person(person.Id, person.Name, person.Email, "zh-CN", time.Now()) { PasswordHash = password.Text });
                await db.SaveChangesAsync(ct);
            }

            await accounts.Join(DemoShop.Shop, (await accounts.FindPerson(person.Email, ct))!.Value, [person.Role], [DemoShop.Team], ct);
        }
    }

    private async Task Fill(CancellationToken ct)
    {
        var (chance, now) = (new Chance(Seed), time.Now());
        var channel = new Channel(DemoShop.Shop, DemoShop.Channel, DemoShop.Team, "云上集 客服", now.AddDays(-430));
        channel.UseSecret(DemoLogins.Secret());
        channel.Dress(
            "欢迎来到云上集～ 尺码、面料、物流都可以问，兰兰和阿杰在线。", "Welcome to Yunshang. Ask us about sizes, fabrics or your parcel.",
            ["今天 18:00 前付款，当天发出", "满 800 领 60 元券", "七天无理由，来回运费看这里：订单页 · 退换"]);
        db.Add(channel);

        db.AddRange(Shelves.Make(chance, now));
        var customers = Buyers.Make(chance, now);
        Care.MakeTwins(customers, now);
        db.AddRange(customers);
        db.AddRange(Care.Make(new Chance(Seed), customers, now)); // a chance of its own: what follows stays as it was
        db.AddRange(Buyers.Notes(chance, customers, now));
        var purchases = new Purchases(chance, now);
        db.AddRange(purchases.Make(customers));
        db.AddRange(Sayings.Make(new Chance(Seed), now)); // a chance of its own: what follows stays as it was
        await db.SaveChangesAsync(ct);

        var talks = new Talks(db, channel, chance, purchases, new Photos(files, db), options.Address, now);
        await talks.Play(DemoScript.Read(), customers, ct);
        foreach (var person in DemoShop.People.Skip(1))
        {
            var seat = db.Add(new Seat { ShopId = DemoShop.Shop, PersonId = person.Id, Capacity = options.Conversations.SeatCapacity });
            seat.Property(s => s.Open).CurrentValue = talks.Open.GetValueOrDefault(person);
        }

        Count("conversation", 1000 + talks.Count);
        Count("visitor", 3000 + talks.Count);
        await db.SaveChangesAsync(ct);
    }

    private void Count(string name, long last) =>
        db.Add(new ShopCounter { ShopId = DemoShop.Shop, Name = name }).Property(c => c.Last).CurrentValue = last;

    /// <summary>Every table with a shop in it, those that point at others first; the audit log is for ever.</summary>
    private List<string> ShopTables()
    {
        var types = db.Model.GetEntityTypes().Where(t => t.FindProperty("ShopId")?.ClrType == typeof(ShopId) && t.GetTableName() != "audit_entries").ToList();
        var ordered = new List<string>();
        while (types.Count > 0)
        {
            var free = types.First(t => types.All(o => o == t || o.GetForeignKeys().All(k => k.PrincipalEntityType != t)));
            ordered.Add(free.GetTableName()!);
            types.Remove(free);
        }

        return ordered;
    }
}
