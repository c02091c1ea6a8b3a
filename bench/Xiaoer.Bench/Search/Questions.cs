using System.Globalization;

namespace Xiaoer.Bench.Search;

/// <summary>What people look for, by kind.</summary>
internal sealed class Questions(SearchSize size, IReadOnlyList<Guid> visitors)
{
    private readonly Random _random = new(7);

    public IEnumerable<(string Kind, Func<string> Path)> Kinds() =>
    [
        ("messages: a common word", () => Messages(One(ShopTalk.Common))),
        ("messages: a rare word", () => Messages(One(ShopTalk.Rare))),
        ("messages: a phrase", () => Messages(One(ShopTalk.Phrases))),
        ("messages: two words", () => Messages($"{One(ShopTalk.Common)} 运费")),
        ("messages: one character", () => Messages(One(["退", "货", "码", "杭"]))),
        ("messages: nowhere", () => Messages("量子" + _random.Next(100, 999).ToString(CultureInfo.InvariantCulture) + "纠缠")),
        ("messages: an order number", () => Messages(ShopTalk.OrderNumber(_random.Next(size.Orders)))),
        ("messages: a common word of customers in one month", () => Messages(One(ShopTalk.Common)) + Month()),
        ("messages: a word in one customer's history", () => Messages("发货") + $"&visitor_id={visitors[_random.Next(visitors.Count)]}"),
        ("orders: a number", () => $"search/orders?q={ShopTalk.OrderNumber(_random.Next(size.Orders))}"),
        ("customers: a phone number", () => $"search/customers?q={Uri.EscapeDataString(Phone(_random.Next(size.Customers)))}"),
        ("customers: a part of the name", () => $"search/customers?q={Uri.EscapeDataString(SearchStore.NameOf(_random.Next(size.Customers))[1..])}"),
    ];

    public static string Phone(int customer) => string.Create(CultureInfo.InvariantCulture, $"+86138{customer * 4973 % 100_000_000:00000000}");

    private string One(string[] of) => of[_random.Next(of.Length)];

    private string Month()
    {
        var month = _random.Next(1, 13);
        return string.Create(CultureInfo.InvariantCulture, $"&sender=customer&from=2025-{month:00}-01T00:00:00Z&to=2025-{month:00}-28T00:00:00Z");
    }

    private static string Messages(string words) => $"search/messages?q={Uri.EscapeDataString(words)}";
}
