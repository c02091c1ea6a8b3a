using System.Globalization;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Search;

/// <summary>Messages, customers and orders by what is looked for, over the API.</summary>
internal sealed class SearchClient(Api api)
{
    public const int PageSize = 20;

    public Task<MessageHitPage> Messages(Guid shop, string query, SearchFilter filter, string? cursor, CancellationToken ct) =>
        api.Get<MessageHitPage>(Path(shop, "messages", query, cursor) + Date("from", filter.From) + Date("to", filter.To) + Word("sender", filter.Sender) + Word("status", filter.Status)
            + Word("agent_id", filter.Agent) + Word("channel_id", filter.Channel) + Word("customer_id", filter.Customer) + Word("visitor_id", filter.Visitor), ct);

    public Task<Page<CustomerHit>> Customers(Guid shop, string query, string? cursor, CancellationToken ct) => api.Get<Page<CustomerHit>>(Path(shop, "customers", query, cursor), ct);

    public Task<Page<OrderHit>> Orders(Guid shop, string query, SearchFilter filter, string? cursor, CancellationToken ct) =>
        api.Get<Page<OrderHit>>(Path(shop, "orders", query, cursor) + Date("from", filter.From) + Date("to", filter.To), ct);

    private static string Path(Guid shop, string kind, string query, string? cursor) =>
        $"shops/{shop}/search/{kind}?limit={PageSize}&q={Uri.EscapeDataString(query)}" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor));

    private static string Word(string name, object? value) => value is null ? "" : $"&{name}={value.ToString()!.ToLowerInvariant()}";

    private static string Date(string name, DateTimeOffset? at) => at is { } when ? $"&{name}={when.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "";
}

/// <summary>What a search is narrowed to; a customer or visitor: their history only.</summary>
internal sealed record SearchFilter(
    MessageSender? Sender = null, ConversationStatus? Status = null, Guid? Agent = null, Guid? Channel = null, DateTimeOffset? From = null, DateTimeOffset? To = null,
    Guid? Customer = null, Guid? Visitor = null)
{
    public bool OfOne => Customer is not null || Visitor is not null;
}
