using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.VisualBasic.FileIO;
using Xiaoer.Customers;
using Xiaoer.Orders;
using Xiaoer.Tests.Architecture;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Orders;

/// <summary>The real file, counted by another reader in another way. Skipped by name where the data is absent.</summary>
public class RealFileTests
{
    private static readonly string Real = Path.GetFullPath(Path.Join(SourceTree.Root, "../shared/data/orders/online_retail_2010-2011_sales_only.csv.gz"));

    [Theory, BothDatabases]
    public async Task The_real_file_comes_to_what_an_independent_count_says(Database database)
    {
        Assert.SkipUnless(File.Exists(Real), "no ../shared/data/orders/online_retail_2010-2011_sales_only.csv.gz");
        var counted = Count();
        var shop = await ImportingShop.Open(database);

        var report = await shop.Import(new FileInfo(Real));

        (report.Rows, report.Orders, report.Items, report.Customers, report.GuestOrders, report.RefundLines, report.Rejected)
            .ShouldBe((counted.Rows, counted.Orders.Count, counted.Rows, counted.ByCustomer.Count, counted.GuestOrders.Count, 0, 0));
        report.Warnings.ShouldBe(counted.TwoTimes.Count);

        var stored = await shop.App.Look(db => (
            from o in db.Set<Order>().Where(o => o.ShopId == shop.Id)
            join c in db.Set<Customer>().Where(c => c.ShopId == shop.Id) on o.CustomerId equals c.Id
            group o by c.ExternalId into g
            select new { g.Key, Orders = g.Count(), Total = g.Sum(o => o.TotalMinor), Items = g.Sum(o => o.ItemCount) }).ToListAsync());
        stored.Count.ShouldBe(counted.ByCustomer.Count);
        foreach (var customer in stored)
            (customer.Orders, customer.Total, (long)customer.Items).ShouldBe(
                (counted.ByCustomer[customer.Key].Orders.Count, counted.ByCustomer[customer.Key].Pence, counted.ByCustomer[customer.Key].Items), customer.Key);
    }

    private static Counted Count()
    {
        var counted = new Counted();
        using var file = new GZipStream(File.OpenRead(Real), CompressionMode.Decompress);
        using var parser = new TextFieldParser(file) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        parser.ReadFields();
        var times = new Dictionary<string, string>();
        while (!parser.EndOfData)
        {
            var f = parser.ReadFields()!;
            counted.Rows++;
            counted.Orders.Add(f[0]);
            if (!times.TryAdd(f[0], f[4]) && times[f[0]] != f[4]) counted.TwoTimes.Add(f[0]);
            if (f[6] is "0" or "")
            {
                counted.GuestOrders.Add(f[0]);
                continue;
            }

            if (!counted.ByCustomer.TryGetValue(f[6], out var customer)) counted.ByCustomer[f[6]] = customer = new OfCustomer();
            customer.Orders.Add(f[0]);
            customer.Items++;
            customer.Pence += (long)Math.Round(decimal.Parse(f[5], CultureInfo.InvariantCulture) * int.Parse(f[3], CultureInfo.InvariantCulture) * 100, MidpointRounding.AwayFromZero);
        }

        return counted;
    }

    private sealed class Counted
    {
        public long Rows { get; set; }
        public HashSet<string> Orders { get; } = [];
        public HashSet<string> GuestOrders { get; } = [];
        public HashSet<string> TwoTimes { get; } = [];
        public Dictionary<string, OfCustomer> ByCustomer { get; } = [];
    }

    private sealed class OfCustomer
    {
        public HashSet<string> Orders { get; } = [];
        public long Items { get; set; }
        public long Pence { get; set; }
    }
}
