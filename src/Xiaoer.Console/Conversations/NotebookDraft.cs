using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>The agent's notebook as it is being written: kept a second after the last key; what another page wrote meanwhile is not overwritten unseen.</summary>
internal sealed class NotebookDraft(ConversationsClient client, Session session, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private (Guid Person, Guid Shop) owner;
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
        if (Text != kept) await Keep();
        var here = Here;
        if (owner == here && Text != kept) return;
        if (owner != here) (owner, Text, kept, version, Theirs) = (here, "", "", 0, null);
        Say("loading");
        try
        {
            var found = await client.Notebook(here.Shop);
            if (owner != here || Text != kept) return;
            Take(found);
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
        // Of whoever sat here before, nothing is written any more.
        if (writing || Theirs is not null || Text == kept || State == "unknown" || owner.Person != session.Me) return;
        (writing, var words, var of) = (true, Text, owner);
        Say("keeping");
        try
        {
            var saved = await client.WriteNotebook(of.Shop, words, version);
            if (owner != of) return;
            (kept, version) = (words, saved.Version);
            Say(Text == kept ? "kept" : "typing");
        }
        catch (ApiFailure stale) when (stale.Status is 412 or 409)
        {
            try
            {
                var theirs = await client.Notebook(of.Shop);
                if (owner != of) return;
                Theirs = theirs;
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

    private (Guid Person, Guid Shop) Here => (session.Me, session.ShopId);

    private void Take(NotebookView view) => (Text, kept, version) = (view.Text, view.Text, view.Version);

    private void Say(string state)
    {
        State = state;
        Changed.Raise();
    }
}
