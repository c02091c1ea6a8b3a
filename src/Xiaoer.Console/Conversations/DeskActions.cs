using Microsoft.AspNetCore.Components;
using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>What an agent does with conversations, each with a plain sentence when somebody was faster or there is no seat.</summary>
internal sealed class DeskActions(
    ConversationsClient client, Inbox inbox, OpenConversation open, Seat seat, Session session, Toasts toasts, Texts texts, NavigationManager navigation)
{
    public bool Busy { get; private set; }

    public void Go(Guid id) => navigation.NavigateTo($"desk/{id}");

    public Task TakeNext() => Once(async () =>
    {
        if (await client.TakeNext(session.ShopId) is not { } row)
        {
            toasts.Show(texts["desk.queue_empty"], ToastTone.Plain);
            return;
        }
        await Taken(row.Id, row);
    });

    public Task Claim(Guid id) => Once(async () =>
    {
        try { await client.Claim(session.ShopId, id); }
        catch (ApiFailure failure) when (failure.Status is 409 or 404)
        {
            await Again(id);
            throw;
        }
        await Taken(id, null);
    });

    public Task Move(Guid id, ReceptionStep step) => Once(async () =>
    {
        var before = inbox.Find(id)?.Step;
        if (inbox.Find(id) is { } row && row.Step != step) inbox.Put(row with { Step = step });
        try { await client.Move(session.ShopId, id, step); }
        catch (ApiFailure)
        {
            if (inbox.Find(id) is { } moved && moved.Step == step && before is { } former) inbox.Put(moved with { Step = former });
            throw;
        }
    });

    public Task Resolve(Guid id, string who) => Once(async () =>
    {
        await client.Resolve(session.ShopId, id);
        await Again(id);
        _ = seat.Load();
        toasts.Show(texts["desk.resolved_done", who], ToastTone.Good, texts["desk.undo"], () => Reopen(id));
    });

    public Task Reopen(Guid id) => Once(async () =>
    {
        await client.Reopen(session.ShopId, id);
        await Again(id);
        _ = seat.Load();
    });

    public Task<bool> Transfer(Guid id, TransferRequest to, string whereTo) => Once(async () =>
    {
        await client.Transfer(session.ShopId, id, to);
        await Again(id);
        _ = seat.Load();
        toasts.Good(texts["desk.transferred_done", whereTo]);
    });

    private async Task Taken(Guid id, ConversationRow? row)
    {
        if (row is not null) inbox.Put(row);
        _ = seat.Load();
        Go(id);
        await inbox.Choose(InboxFilter.Mine);
        if (open.Id == id) await open.Renew();
        else if (row is null) await Again(id);
    }

    private async Task Again(Guid id)
    {
        if (open.Id == id) { await open.Renew(); return; }
        try { inbox.Put((await client.Open(session.ShopId, id)).Row); }
        catch (ApiFailure) { }
    }

    private async Task<bool> Once(Func<Task> act)
    {
        if (Busy) return false;
        Busy = true;
        inbox.Changed.Raise();
        try { return await toasts.Try(act); }
        finally
        {
            Busy = false;
            inbox.Changed.Raise();
        }
    }
}
