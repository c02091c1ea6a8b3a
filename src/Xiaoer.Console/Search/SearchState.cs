using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Search;

internal enum SearchKind { All, Messages, Customers, Orders }

/// <summary>
/// What is looked for and what was found. It outlives the page: who opens a hit and comes back finds everything as it was. Asks a moment after the last
/// key; an answer that is no longer wanted is given up.
/// </summary>
internal sealed class SearchState : IDisposable
{
    private static readonly TimeSpan AfterKey = TimeSpan.FromMilliseconds(200);
    private readonly Session session;
    private readonly TimeProvider time;
    private CancellationTokenSource asking = new();

    public SearchState(SearchClient client, Session session, TimeProvider time)
    {
        (this.session, this.time) = (session, time);
        Messages = new(async (cursor, ct) =>
        {
            var page = await client.Messages(session.ShopId, Query, Filter, cursor, ct);
            Indexing = page.Indexing;
            return (page.Items, page.Next);
        });
        Customers = new(async (cursor, ct) => await client.Customers(session.ShopId, Query, cursor, ct) is var page ? (page.Items, page.Next) : default);
        Orders = new(async (cursor, ct) => await client.Orders(session.ShopId, Query, Filter, cursor, ct) is var page ? (page.Items, page.Next) : default);
        session.ShopChanged.Subscribe(() => Begin("", new SearchFilter(), null));
    }

    public Signal Changed { get; } = new();
    public string Query { get; private set; } = "";
    public SearchFilter Filter { get; private set; } = new();

    /// <summary>Whose history is searched, by name.</summary>
    public string? Whose { get; private set; }
    public SearchKind Kind { get; private set; }
    public HitList<MessageHit> Messages { get; }
    public HitList<CustomerHit> Customers { get; }
    public HitList<OrderHit> Orders { get; }
    public IndexProgress? Indexing { get; private set; }

    public bool MayMessages => session.May(Permissions.ReadConversations);
    public bool MayCustomers => session.May(Permissions.ReadCustomers) && !Filter.OfOne;
    public bool MayOrders => session.May(Permissions.ReadOrders) && !Filter.OfOne;
    public bool Asked => Query.Length > 0;

    /// <summary>Another search altogether.</summary>
    public void Begin(string query, SearchFilter filter, string? whose)
    {
        (Query, Filter, Whose, Kind) = (query.Trim(), filter, whose, filter.OfOne ? SearchKind.Messages : SearchKind.All);
        _ = Ask(TimeSpan.Zero);
    }

    public Task Type(string query)
    {
        if (query.Trim() == Query) return Task.CompletedTask;
        Query = query.Trim();
        return Ask(AfterKey);
    }

    public Task Narrow(SearchFilter filter)
    {
        Filter = filter;
        return Ask(TimeSpan.Zero);
    }

    public void Show(SearchKind kind)
    {
        Kind = kind;
        Changed.Raise();
    }

    public Task Again() => Ask(TimeSpan.Zero);

    public async Task More<THit>(HitList<THit> list)
    {
        var loading = list.Load(more: true, asking.Token);
        Changed.Raise();
        await loading;
        Changed.Raise();
    }

    private async Task Ask(TimeSpan wait)
    {
        var ct = GiveUp();
        if (!Asked) { Messages.Clear(); Customers.Clear(); Orders.Clear(); }
        Changed.Raise();
        if (!Asked) return;

        try
        {
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, ct);
        }
        catch (OperationCanceledException) { return; }
        await Task.WhenAll(Load(MayMessages, Messages, ct), Load(MayCustomers, Customers, ct), Load(MayOrders, Orders, ct));
    }

    /// <summary>What was asked before is wanted no more, from this moment on.</summary>
    private CancellationToken GiveUp()
    {
        asking.Cancel();
        asking.Dispose();
        asking = new CancellationTokenSource();
        return asking.Token;
    }

    private async Task Load<THit>(bool may, HitList<THit> list, CancellationToken ct)
    {
        if (!may) { list.Clear(); return; }
        var loading = list.Load(more: false, ct);
        Changed.Raise();
        await loading;
        if (!ct.IsCancellationRequested) Changed.Raise();
    }

    public void Dispose() => asking.Dispose();
}
