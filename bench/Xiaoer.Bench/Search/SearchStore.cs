using System.Globalization;
using System.Text;

namespace Xiaoer.Bench.Search;

/// <summary>The size of a shop with some years behind it.</summary>
/// <param name="Open">So many of its conversations, the newest, are still open and in the hands of whoever fills the store.</param>
internal sealed record SearchSize(int Messages, int Customers, int Orders, int Open = 0)
{
    public const int PerConversation = 10;
    public int Conversations => Messages / PerConversation;
}

/// <summary>Writes customers, orders and conversations straight into a store that stands still, as SQL in large pieces; <paramref name="run"/> takes one piece.</summary>
internal sealed class SearchStore(SearchSize size, bool postgres, Guid shop, Guid team, Guid channel, Guid agent, Func<string, Task> run)
{
    private const int RowsAtOnce = 400;
    private const int StatementsAtOnce = 100;
    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly int[] Beginnings = [1, 2, 3, 4, 6];
    private readonly Random _random = new(20240101);
    private readonly StringBuilder _sql = new();
    private int _statements;

    /// <summary>The visitors written, each the only one of a customer.</summary>
    public List<Guid> Visitors { get; } = [];

    public async Task Write()
    {
        List<Guid> customers = [.. Enumerable.Range(0, size.Customers).Select(i => Guid.CreateVersion7(First.AddSeconds(i)))];
        await Table("customers (shop_id, id, external_id, name, name_key, importance, created_at, updated_at, version)", customers.Select(CustomerRow));
        await Table("customer_words (shop_id, word, customer_id)", customers.SelectMany(WordRows));
        await Table("customer_identities (shop_id, kind, source, value, display, customer_id, verified)", customers.Select(
            (c, i) => $"{Id(shop)}, 'Phone', 'shop', '{Questions.Phone(i)}', '{Questions.Phone(i)}', {Id(c)}, true"));
        List<Guid> orders = [.. Enumerable.Range(0, size.Orders).Select(i => Guid.CreateVersion7(First.AddMinutes(20.0 * i)))];
        await Table(
            "orders (shop_id, id, external_id, customer_id, trade_status, payment_status, currency, total_minor, refunded_minor, item_count, ordered_at, source, created_at, updated_at, version)",
            orders.Select((o, i) => OrderRow(o, i, customers)));
        await Table("order_items (shop_id, order_id, line, sku, title, quantity, unit_price_minor, amount_minor)", orders.Select(o => $"{Id(shop)}, {Id(o)}, 1, 'A-1', '青瓷茶杯', 1, 5900, 5900"));
        await Table("visitors (shop_id, id, channel_id, number, customer_id, name, created_at, last_seen_at, visits, version)", customers.Select(VisitorRow));
        await Table(
            "conversations (shop_id, id, number, channel_id, team_id, visitor_id, customer_id, name, verified, status, step, last_sequence, last_at, preview, unread, "
            + "customer_delivered, customer_read, agent_delivered, agent_read, created_at, resolved_at, assignee_id, last_kind, last_author, version)",
            Enumerable.Range(0, size.Conversations).Select(i => ConversationRow(i, customers)));
        await Table("messages (shop_id, conversation_id, sequence, id, author, sender_id, kind, text, client_message_id, at)", Messages());
        await Table("shop_counters (shop_id, name, last)", [$"{Id(shop)}, 'conversation', {size.Conversations}", $"{Id(shop)}, 'visitor', {customers.Count}"]);
    }

    public static string NameOf(int customer)
    {
        const string family = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
        const string given = "小雨明月青山思远佳宁子涵若兰一诺浩然晓东雪梅";
        return $"{family[customer % family.Length]}{given[customer / 20 % given.Length]}{given[(customer / 400 + customer) % given.Length]}";
    }

    private string CustomerRow(Guid customer, int i) => $"{Id(shop)}, {Id(customer)}, '{100_000 + i}', '{NameOf(i)}', '{NameOf(i)}', 'Normal', {Ms(First)}, {Ms(First)}, 1";

    // As the program writes them: signs and pairs of the name, beginnings of the number.
    private IEnumerable<string> WordRows(Guid customer, int i)
    {
        var (name, number) = (NameOf(i), $"{100_000 + i}");
        IEnumerable<string> words = [.. name.Select(c => $"{c}"), name[..2], name[1..], .. Beginnings.Select(l => number[..l])];
        return words.Distinct().Select(w => $"{Id(shop)}, '{w}', {Id(customer)}");
    }

    private string OrderRow(Guid order, int i, List<Guid> customers)
    {
        var at = Ms(First.AddMinutes(20.0 * i));
        return $"{Id(shop)}, {Id(order)}, '{ShopTalk.OrderNumber(i)}', {Id(customers[(int)(i * 7919L % customers.Count)])}, 'Completed', 'Paid', 'CNY', 5900, 0, 1, {at}, 'api', {at}, {at}, 1";
    }

    private string VisitorRow(Guid customer, int i)
    {
        Visitors.Add(Guid.CreateVersion7(First.AddSeconds(i)));
        return $"{Id(shop)}, {Id(Visitors[i])}, {Id(channel)}, {i + 1}, {Id(customer)}, '{NameOf(i)}', {Ms(First)}, {Ms(First)}, 1, 1";
    }

    private string ConversationRow(int i, List<Guid> customers)
    {
        var (at, who) = (Begin(i), Who(i, customers.Count));
        var last = at.AddSeconds(30 * SearchSize.PerConversation);
        var (status, step, resolved, assignee) = IsOpen(i) ? ("Waiting", "Consult", "NULL", Id(agent)) : ("Resolved", "Farewell", Ms(last), "NULL");
        return $"{Id(shop)}, {Id(Conversation(i))}, {i + 1}, {Id(channel)}, {Id(team)}, {Id(Visitors[who])}, {Id(customers[who])}, '{NameOf(who)}', true, '{status}', '{step}', {SearchSize.PerConversation}, "
            + $"{Ms(last)}, '{(IsOpen(i) ? LastWords(i) : "")}', 0, 0, 0, 0, 0, {Ms(at)}, {resolved}, {assignee}, 'Text', 'Agent', 1";
    }

    private IEnumerable<string> Messages()
    {
        var talk = new ShopTalk(_random);
        for (var i = 0; i < size.Conversations; i++)
        {
            var (conversation, visitor) = (Conversation(i), Visitors[Who(i, Visitors.Count)]);
            for (var s = 1; s <= SearchSize.PerConversation; s++)
            {
                var (at, customer) = (Begin(i).AddSeconds(30 * s), s % 2 == 1);
                yield return $"{Id(shop)}, {Id(conversation)}, {s}, {Id(Guid.CreateVersion7(at))}, '{(customer ? "Customer" : "Agent")}', {Id(customer ? visitor : agent)}, 'Text', "
                    + $"'{(IsOpen(i) && s == SearchSize.PerConversation ? LastWords(i) : talk.Says(customer))}', 'bench-{s}', {Ms(at)}";
            }
        }
    }

    /// <summary>What was said last in an open conversation: no other says it.</summary>
    public static string LastWords(int conversation) => $"您的包裹是今天的第 {conversation} 件";

    private bool IsOpen(int i) => i >= size.Conversations - size.Open;

    // Two years, evenly; regular customers come back often.
    private DateTimeOffset Begin(int conversation) => First.AddMilliseconds(conversation * (730 * 86_400_000.0 / size.Conversations));

    // Nobody has two open ones.
    private int Who(int conversation, int customers) => IsOpen(conversation) ? size.Conversations - 1 - conversation : (int)(customers * Math.Pow(conversation * 2654435761L % 1_000_003 / 1_000_003.0, 2));

    // The same whenever it is asked for: the time, and the number where chance would be.
    private Guid Conversation(int i) => new($"{Begin(i).ToUnixTimeMilliseconds():x12}70008000{i:x12}");

    private async Task Table(string into, IEnumerable<string> rows)
    {
        foreach (var piece in rows.Chunk(RowsAtOnce))
        {
            _sql.Append("INSERT INTO ").Append(into).Append(" VALUES (").AppendJoin("), (", piece).Append(");\n");
            if (++_statements % StatementsAtOnce == 0) await Flush();
        }
        await Flush();
    }

    private async Task Flush()
    {
        if (_sql.Length == 0) return;
        await run($"BEGIN;\n{_sql}COMMIT;\n");
        _sql.Clear();
    }

    private string Id(Guid id) => postgres ? $"'{id}'" : $"x'{id:N}'";

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
