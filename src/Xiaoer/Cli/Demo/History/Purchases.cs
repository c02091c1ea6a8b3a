using System.Globalization;
using Xiaoer.Cli.Demo.Catalogue;
using Xiaoer.Customers;
using Xiaoer.Orders;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Cli.Demo.History;

/// <summary>Makes the demo shop's orders: fourteen months, a few faithful customers and many who came once, busier towards today and before holidays.</summary>
internal sealed class Purchases(Chance chance, DateTimeOffset now)
{
    public const int Count = 900;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private int _number;

    public IEnumerable<Order> Make(IReadOnlyList<Customer> customers)
    {
        for (var i = 0; i < Count; i++)
        {
            // The known ones and the first of the rest buy again and again; some have never bought.
            var customer = customers[(int)(chance.Early() * (customers.Count - 14))];
            var guest = chance.OneIn(40);
            var at = When();
            if (at < customer.CreatedAt && !guest) at = customer.CreatedAt.AddMinutes(chance.Between(5, 90));
            if (at > now.AddMinutes(-20)) at = now.AddMinutes(-chance.Between(20, 600));
            yield return Order(guest ? null : customer, at, Status(at), Lines());
        }
    }

    /// <summary>The order a conversation is about.</summary>
    public Order Make(Customer customer, ScriptedOrder wanted, DateTimeOffset before)
    {
        var at = before.AddDays(-wanted.DaysBefore).AddMinutes(wanted.DaysBefore == 0 ? -6 : -chance.Between(30, 300));
        var payment = wanted.Status == TradeStatus.AwaitingPayment ? PaymentStatus.Unpaid : PaymentStatus.Paid;
        return Order(customer, at, (wanted.Status, payment), [.. wanted.Skus.Select(Line)]);
    }

    private Order Order(Customer? customer, DateTimeOffset at, (TradeStatus Trade, PaymentStatus Payment) status, List<OrderLine> lines)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"YS{at.ToOffset(China):yyMMdd}{(++_number * 7919 + 104729) % 1_000_000:D6}");
        var order = new Order(DemoShop.Shop, new OrderId(chance.Id(at)), number, "CNY", DemoShop.Source, at);
        var total = lines.Sum(l => l.AmountMinor);
        var refunded = status.Payment switch { PaymentStatus.Refunded => total, PaymentStatus.PartlyRefunded => lines[0].UnitPriceMinor, _ => 0 };
        if (status.Payment == PaymentStatus.PartlyRefunded && refunded >= total) status = (status.Trade, PaymentStatus.Refunded);
        order.Describe(customer?.Id, OrderFigures.Of(lines, status.Payment, refunded), status.Trade, at, lines, null, at);
        order.TakeRaised();
        return order;
    }

    private DateTimeOffset When()
    {
        var days = (int)(425 * (1 - Math.Sqrt(chance.Share())));
        if (chance.OneIn(6)) days = chance.Pick([8, 9, 10, 11, 12, 160, 161, 162, 163, 300, 301, 302]);
        var hour = chance.Pick([9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 20, 21, 21, 22, 22, 23]);
        var day = now.ToOffset(China).Date.AddDays(-days);
        return new DateTimeOffset(day, China).AddHours(hour).AddSeconds(chance.Next(3600)).ToUniversalTime();
    }

    private (TradeStatus, PaymentStatus) Status(DateTimeOffset at) => ((now - at).TotalDays, chance.Next(100)) switch
    {
        ( < 0.3, < 35) => (TradeStatus.AwaitingPayment, PaymentStatus.Unpaid),
        ( < 1, _) => (TradeStatus.Paid, PaymentStatus.Paid),
        ( < 2.5, < 40) => (TradeStatus.Paid, PaymentStatus.Paid),
        (_, < 6) => (TradeStatus.Closed, PaymentStatus.Unpaid),
        (_, < 9) => (TradeStatus.Closed, PaymentStatus.Refunded),
        ( < 7, _) => (TradeStatus.Shipped, PaymentStatus.Paid),
        (_, < 13) => (TradeStatus.Completed, PaymentStatus.PartlyRefunded),
        _ => (TradeStatus.Completed, PaymentStatus.Paid),
    };

    private List<OrderLine> Lines()
    {
        var count = chance.Next(10) switch { < 5 => 1, < 8 => 2, < 9 => 3, _ => 4 };
        return [.. Enumerable.Range(0, count).Select(_ => chance.Pick(DemoCatalogue.All)).DistinctBy(a => a.Code).Select(a => Line(a, chance.Pick(a.Shades), chance.Next(a.Sizes.Count), a.Yuan < 60 && chance.OneIn(3) ? 2 : 1))];
    }

    private static OrderLine Line(string sku)
    {
        var parts = sku.Split('-');
        var article = DemoCatalogue.Of(parts[0]);
        return Line(article, article.Shades.First(s => s.Code == parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture) - 1, 1);
    }

    private static OrderLine Line(Article article, Shade shade, int size, int quantity) =>
        new(article.Sku(shade, size), $"{article.Title.Zh} · {article.VariantName(shade, size).Zh}", quantity, article.PriceOf(size), article.PriceOf(size) * quantity);
}
