using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>The saved views of the shop in view.</summary>
internal sealed class DeskViews(ConversationsClient client, Session session)
{
    private (Guid Person, Guid Shop) owner;

    public Signal Changed { get; } = new();
    public IReadOnlyList<SavedViewView> All { get; private set; } = [];

    /// <summary>Once a shop; again after something was changed here.</summary>
    public async Task Load(bool again = false)
    {
        var here = (session.Me, session.ShopId);
        if (owner == here && !again) return;
        if (owner != here) All = [];
        owner = here;
        var found = await client.Views(session.ShopId);
        if (owner != here) return;
        All = found;
        Changed.Raise();
    }

    public async Task<SavedViewView?> Save(SavedViewView? known, SaveViewRequest wanted)
    {
        var saved = known is null ? await client.AddView(session.ShopId, wanted) : await client.ChangeView(session.ShopId, known, wanted);
        await Load(again: true);
        return saved;
    }

    public async Task Delete(SavedViewView view)
    {
        await client.DeleteView(session.ShopId, view.Id);
        await Load(again: true);
    }
}
