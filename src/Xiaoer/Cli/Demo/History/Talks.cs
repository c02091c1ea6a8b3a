using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Xiaoer.Cli.Demo.Catalogue;
using Xiaoer.Conversations;
using Xiaoer.Customers;
using Xiaoer.Orders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli.Demo.History;

/// <summary>Plays the scripted conversations into the store as they would have happened.</summary>
internal sealed class Talks(XiaoerDb db, Channel channel, Chance chance, Purchases purchases, Photos photos, string address, DateTimeOffset now)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private long _number = 1000;

    public int Count => (int)(_number - 1000);

    /// <summary>How many unsettled conversations each agent has: their taken seats.</summary>
    public Dictionary<DemoPerson, int> Open { get; } = [];

    public async Task Play(IReadOnlyList<ScriptedConversation> scripts, IReadOnlyList<Customer> customers, CancellationToken ct)
    {
        var timed = scripts.Select(s => (Script: s, Times: Times(s))).OrderBy(s => s.Times[0]);
        foreach (var (script, times) in timed)
        {
            var customer = script.Who is null ? null : customers.First(c => c.Name == script.Who);
            var order = script.Order is null ? null : purchases.Make(customer!, script.Order, times[0]);
            if (order is not null) db.Add(order);
            await Play(script, times, customer, order, ct);
        }
    }

    private async Task Play(ScriptedConversation script, List<DateTimeOffset> times, Customer? customer, Order? order, CancellationToken ct)
    {
        _number++;
        var visitor = Visitor(script, customer, times[0]);
        var conversation = new Conversation(DemoShop.Shop, new ConversationId(chance.Id(times[0])), _number, channel, visitor, null, times[0]);
        db.Add(visitor);
        var thread = new Thread(db.Add(conversation), chance);
        var agent = DemoShop.Agent(script.Agent);

        for (var i = 0; i < script.Lines.Count; i++)
        {
            var (line, at) = (script.Lines[i], times[i]);
            if (line.Mark[0] is 'A' or 'N' && conversation.Status == ConversationStatus.Queued) db.Add(conversation.Take(agent!.Id, agent.Name, at.AddSeconds(-4)));
            var text = line.Text.Replace("{order}", order?.ExternalId[^4..], StringComparison.Ordinal);
            db.Add(thread.Say(line.Mark, text, line.Mark[0] switch { 'V' => visitor.Id.Value, 'G' => Guid.Empty, _ => agent!.Id.Value }, await Content(line, visitor, agent, at, script.English, ct), at));
        }

        if (script.Status == ConversationStatus.Resolved) db.Add(conversation.Resolve(agent!.Id, agent.Name, times[^1].AddSeconds(chance.Between(60, 400))));
        else if (agent is not null) Open[agent] = Open.GetValueOrDefault(agent) + 1;
        if (agent is not null) conversation.MoveStep(script.Step, agent.Id, times[^1]);
        thread.Mark(script.Status == ConversationStatus.Queued ? null : script.Unread);
        conversation.TakeRaised();
        visitor.TakeRaised();
    }

    private Visitor Visitor(ScriptedConversation script, Customer? customer, DateTimeOffset at)
    {
        var visitor = new Visitor(DemoShop.Shop, new VisitorId(chance.Id(at)), DemoShop.Channel, _number + 2000, at.AddMinutes(-3));
        visitor.Arrive(script.English ? "en" : "zh-CN", chance.Pick(["Chrome · Windows", "Safari · iPhone", "WeChat · Android", "Chrome · Android", "Safari · Mac"]), null, at);
        if (script.Page is { } page)
        {
            var part = Part(page, script.English, address);
            visitor.LookAt(part.Url, $"{part.Title} · {DemoShop.Name}", JsonSerializer.Serialize(part, XiaoerJson.Options), at);
        }
        else visitor.LookAt($"{address}/demo", DemoShop.Name, null, at);

        if (customer is not null) visitor.Identify(customer.ExternalId, customer.Name, customer.Id);
        return visitor;
    }

    private async Task<MessageContent?> Content(ScriptedLine line, Visitor visitor, DemoPerson? agent, DateTimeOffset at, bool english, CancellationToken ct) => line.Mark switch
    {
        "VC" or "AC" => new MessageContent(Product: Part(line.Text, english, "")),
        "VI" => new MessageContent(Image: await photos.Visitor(line.Text.Split(" | ")[0], visitor.Id, at, ct)),
        "AI" => new MessageContent(Image: await photos.Colleague(line.Text.Split(" | ")[0], agent!.Id, at, ct)),
        _ => null,
    };

    /// <summary>A product as its page shows it: <c>YS1001-PK</c>. Without an address the picture is this server's own, wherever that is.</summary>
    private static ProductPart Part(string shadeOfArticle, bool english, string address)
    {
        var parts = shadeOfArticle.Split('-');
        var article = DemoCatalogue.Of(parts[0]);
        var shade = article.Shades.First(s => s.Code == parts[1]);
        return new ProductPart(
            $"{article.Title.In(english)} · {shade.Name.In(english)}", $"{address}/demo/p/{article.Code}?shade={shade.Code}", address + article.Image(shade), Money.Cny(article.PriceOf(0)), article.Code);
    }

    /// <summary>When each line was said: the pauses people make, the last word where the script puts it.</summary>
    private List<DateTimeOffset> Times(ScriptedConversation script)
    {
        var elapsed = 0;
        var offsets = new List<int>();
        for (var i = 0; i < script.Lines.Count; i++)
        {
            var line = script.Lines[i];
            elapsed += i == 0 ? 0 : line.Gap ?? line.Mark[0] switch { 'G' => 1, 'A' => chance.Between(5, 11) + line.Text.Length / 6, 'N' => chance.Between(3, 9), _ => chance.Between(6, 24) + line.Text.Length / 4 };
            offsets.Add(elapsed);
        }

        var first = script.End is { } end
            ? now - end - TimeSpan.FromSeconds(elapsed)
            : new DateTimeOffset(now.ToOffset(China).Date.AddDays(-script.DaysAgo) + script.TimeOfDay.ToTimeSpan(), China).ToUniversalTime();
        return [.. offsets.Select(seconds => first.AddSeconds(seconds))];
    }

    /// <summary>One thread being written: the row of its conversation follows, as the message path makes it follow.</summary>
    private sealed class Thread(EntityEntry<Conversation> row, Chance chance)
    {
        private readonly Conversation _conversation = row.Entity;

        public Message Say(string mark, string text, Guid sender, MessageContent? content, DateTimeOffset at)
        {
            var author = mark[0] switch { 'V' => MessageAuthor.Customer, 'G' => MessageAuthor.Automatic, _ => MessageAuthor.Agent };
            var kind = mark switch { "VC" or "AC" => MessageKind.Product, "VI" or "AI" => MessageKind.Image, "N" => MessageKind.Note, _ => MessageKind.Text };
            if (kind == MessageKind.Product) text = content!.Product!.Title;
            else if (kind == MessageKind.Image) text = text.Split(" | ") is [_, var caption] ? caption : "";

            var sequence = _conversation.LastSequence + 1;
            var turn = ConversationRules.After(new ConversationTurn(_conversation.Status, _conversation.WaitingSince, _conversation.Unread), author, kind, at);
            Set(nameof(Conversation.LastSequence), sequence);
            Set(nameof(Conversation.Status), turn.Status);
            Set(nameof(Conversation.WaitingSince), turn.WaitingSince);
            if (ConversationRules.ShowsInList(author, kind))
            {
                Set(nameof(Conversation.LastAt), at);
                Set(nameof(Conversation.LastKind), kind);
                Set(nameof(Conversation.LastAuthor), author);
                Set(nameof(Conversation.Preview), ConversationRules.Preview(kind, text));
            }

            return new Message
            {
                ShopId = _conversation.ShopId,
                ConversationId = _conversation.Id,
                Sequence = sequence,
                Id = chance.Id(at),
                Author = author,
                SenderId = sender,
                Kind = kind,
                Text = text,
                Content = MessageContents.Write(content),
                ClientMessageId = $"demo-{sequence}",
                At = at,
            };
        }

        /// <summary>Who has read how far. Null: nobody on the desk has opened it.</summary>
        public void Mark(int? unread)
        {
            var last = _conversation.LastSequence;
            Set(nameof(Conversation.CustomerDelivered), last);
            Set(nameof(Conversation.CustomerRead), last);
            if (unread is null)
            {
                Set(nameof(Conversation.AgentDelivered), last);
                return;
            }

            Set(nameof(Conversation.Unread), unread);
            Set(nameof(Conversation.AgentDelivered), last);
            Set(nameof(Conversation.AgentRead), last - unread);
        }

        private void Set(string property, object? value) => row.Property(property).CurrentValue = value;
    }
}
