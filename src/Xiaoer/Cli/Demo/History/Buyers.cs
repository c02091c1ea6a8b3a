using System.Globalization;
using Xiaoer.Customers;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Cli.Demo.History;

/// <summary>Makes the demo shop's customers: phone numbers from a range nobody is ever given (120…), mail at example.com.</summary>
internal static class Buyers
{
    public const int Count = 240;

    public static IReadOnlyList<Customer> Make(Chance chance, DateTimeOffset now)
    {
        var customers = new List<Customer>(Count);
        var taken = DemoNames.Known.Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, latin, region) in DemoNames.Known) customers.Add(Make(chance, customers.Count, name, latin, region, now.AddDays(-400 + chance.Next(60))));
        while (customers.Count < Count)
        {
            var (surname, given) = (chance.Pick(DemoNames.Surnames), chance.Pick(DemoNames.Given));
            if (!taken.Add(surname.Zh + given.Zh)) continue;
            customers.Add(Make(chance, customers.Count, surname.Zh + given.Zh, $"{surname.Latin}.{given.Latin}", chance.Pick(DemoNames.Regions), now.AddDays(-425 + chance.Next(420)).AddMinutes(-chance.Next(900))));
        }

        return customers;
    }

    public static IEnumerable<CustomerNote> Notes(Chance chance, IReadOnlyList<Customer> customers, DateTimeOffset now)
    {
        foreach (var customer in customers.Where((_, i) => i < 6 || i % 11 == 0))
        {
            var author = DemoShop.People[chance.Between(1, 2)];
            var at = now.AddDays(-chance.Between(1, 90)).AddMinutes(-chance.Next(600));
            yield return new CustomerNote(DemoShop.Shop, chance.Id(at), customer.Id, chance.Pick(DemoNames.Notes), author.Id.Value, author.Name, at);
        }
    }

    private static Customer Make(Chance chance, int index, string name, string latin, string region, DateTimeOffset since)
    {
        var number = (10_001 + index).ToString(CultureInfo.InvariantCulture);
        var customer = new Customer(DemoShop.Shop, new CustomerId(chance.Id(since)), "YSJ" + number, name, region, since);
        var middle = chance.Next(10_000).ToString("D4", CultureInfo.InvariantCulture);
        var last = (2000 + index * 37 % 7999).ToString("D4", CultureInfo.InvariantCulture);
        customer.Learn(new Contact(IdentityKind.Phone, $"+86120{middle}{last}", $"120 {middle} {last}", Verified: true), Identity.ShopSource, null, since);
        if (index < DemoNames.Known.Count || chance.Next(10) < 6)
        {
            var mail = $"{latin}{(index < DemoNames.Known.Count ? "" : number[^3..])}@example.com";
            customer.Learn(new Contact(IdentityKind.Email, mail, mail, Verified: chance.OneIn(2)), Identity.ShopSource, null, since);
        }

        if (chance.Next(10) < 4)
        {
            var account = $"{latin.Replace(".", "", StringComparison.Ordinal)}_{chance.Next(9000) + 1000}";
            customer.Learn(new Contact(IdentityKind.Platform, account, account, Verified: true), chance.OneIn(3) ? "douyin" : "taobao", null, since);
        }

        customer.TakeRaised();
        return customer;
    }
}
