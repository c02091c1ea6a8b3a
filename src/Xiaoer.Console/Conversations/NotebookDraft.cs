using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>The agent's notebook as it is being written: kept a second after the last key; what another page wrote meanwhile is not overwritten unseen.</summary>
internal sealed class NotebookDraft(ConversationsClient client, Session session, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private Guid shop;
    private string kept = "";
    private int version;
    private int typed;
    private bool writing;

    public Signal Changed { get; } = new();
    public string Text { get; private set; } = "";

    /// <summary>unknown, loading, kept, typing, keeping, conflict or failed.</summary>
    public string State { get; private set; } = "unknown";

    /// <summary>What another page has written; the writer says which of the two stays.</summary>
    public NotebookView? Theirs { get; private set; }

    public async Task Load()
    {
        if (shop == session.ShopId && Text != kept) { await Keep(); return; }
        if (shop != session.ShopId) (shop, Text, kept, version) = (session.ShopId, "", "", 0);
        Say("loading");
        try
        {
            Take(await client.Notebook(shop));
            Say("kept");
        }
        catch (ApiFailure) { Say("failed"); }
    }

    public void Type(string text)
    {
        Text = text;
        Say("typing");
        _ = KeepSoon(++typed);
    }

    public async Task Keep()
    {
        if (writing || Theirs is not null || Text == kept || State == "unknown") return;
        (writing, var words) = (true, Text);
        Say("keeping");
        try
        {
            var saved = await client.WriteNotebook(shop, words, version);
            (kept, version) = (words, saved.Version);
            Say(Text == kept ? "kept" : "typing");
        }
        catch (ApiFailure stale) when (stale.Status is 412 or 409)
        {
            try
            {
                Theirs = await client.Notebook(shop);
                Say("conflict");
            }
            catch (ApiFailure) { Say("failed"); }
        }
        catch (ApiFailure) { Say("failed"); }
        finally { writing = false; }

        if (Text != kept && State == "typing") await Keep();
    }

    public async Task Settle(bool keepMine)
    {
        if (Theirs is not { } theirs) return;
        Theirs = null;
        if (!keepMine) Take(theirs);
        else (kept, version) = (theirs.Text, theirs.Version);
        Say("kept");
        await Keep();
    }

    private async Task KeepSoon(int at)
    {
        await Task.Delay(Pause, time);
        if (at == typed) await Keep();
    }

    private void Take(NotebookView view) => (Text, kept, version) = (view.Text, view.Text, view.Version);

    private void Say(string state)
    {
        State = state;
        Changed.Raise();
    }
}
