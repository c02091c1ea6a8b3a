using System.Collections.Immutable;
using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>
/// Messages on their way: in order per conversation, over the hub first and by POST when it does not answer, kept in the browser
/// until the server confirmed them – each under its own key, so that two pages of one person do not overwrite each other's.
/// </summary>
internal sealed class Outbox(ConversationsClient client, HubLine line, Browser browser, Session session, TimeProvider time)
{
    private readonly HashSet<Guid> running = [];
    private ImmutableList<Outgoing> all = [];
    private TaskCompletionSource hurry = new();
    private Guid owner;

    public Signal Changed { get; } = new();

    /// <summary>A message was confirmed: it belongs into the thread now.</summary>
    public event Action<Outgoing, MessageAck>? Confirmed;

    private string Prefix => $"outbox:{owner:N}:";

    public Outgoing? Find(string id) => all.Find(m => m.Id == id);

    public IReadOnlyList<Outgoing> Of(Guid conversation) => [.. all.Where(m => m.Conversation == conversation)];

    public int Failed(Guid conversation) => all.Count(m => m.Conversation == conversation && m.Status == OutgoingStatus.Failed);

    /// <summary>What this person left unsent here, also by an earlier page; their files on the way up stay as they are.</summary>
    public void Load()
    {
        var now = time.GetUtcNow();
        var uploading = owner == session.Me ? all.Where(m => m.Content is null && m.IsUpload) : [];
        owner = session.Me;
        var kept = browser.Keys(Prefix).Select(browser.Get<Outgoing>).OfType<Outgoing>().Select(m => OutgoingRules.Restored(m, now)).OfType<Outgoing>();
        all = [.. kept.UnionBy(uploading, m => m.Id).OrderBy(m => m.At)];
        Changed.Raise();
        foreach (var conversation in all.Where(m => m.Status == OutgoingStatus.Waiting).Select(m => m.Conversation).Distinct()) _ = Run(conversation);
    }

    public Outgoing Add(Guid conversation, MessageKind kind, string text, OutgoingStatus status = OutgoingStatus.Sending, string? preview = null, string? id = null,
        MessageContent? content = null, PickedFile? file = null)
    {
        owner = session.Me;
        var now = time.GetUtcNow();
        var message = new Outgoing(id ?? Guid.CreateVersion7(now).ToString("N"), session.ShopId, conversation, kind, text, content, now, status, Preview: preview, File: file);
        all = all.Add(message);
        Keep(message);
        if (status == OutgoingStatus.Sending) _ = Run(conversation);
        return message;
    }

    /// <summary>Progress, file stored, or file refused.</summary>
    public void Change(string id, Func<Outgoing, Outgoing> change)
    {
        if (all.Find(m => m.Id == id) is not { } message) return;
        var next = change(message);
        all = all.Replace(message, next);
        if (next.Progress == message.Progress || next.Status != message.Status) Keep(next); else Changed.Raise();
        if (next.Status == OutgoingStatus.Sending) _ = Run(next.Conversation);
    }

    public void Again(string id) => Change(id, m => OutgoingRules.Again(m, time.GetUtcNow()));

    public void Discard(string id)
    {
        all = all.RemoveAll(m => m.Id == id);
        Drop(id);
    }

    /// <summary>The line is back: whatever waits goes now.</summary>
    public void Hurry()
    {
        hurry.TrySetResult();
        hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var conversation in all.Where(m => m.Status == OutgoingStatus.Waiting).Select(m => m.Conversation).Distinct()) _ = Run(conversation);
    }

    /// <summary>The thread shows it already (the event was faster than the acknowledgement).</summary>
    public void Seen(string clientMessageId)
    {
        if (all.Exists(m => m.Id == clientMessageId)) Discard(clientMessageId);
    }

    private async Task Run(Guid conversation)
    {
        if (!running.Add(conversation)) return;
        try
        {
            while (all.Find(m => m.Conversation == conversation && m.Status is OutgoingStatus.Sending or OutgoingStatus.Waiting) is { } message)
            {
                if (message.Shop != session.ShopId) return;
                var outcome = await Try(message);
                if (!all.Exists(m => m.Id == message.Id)) continue;
                var next = OutgoingRules.After(message, outcome, time.GetUtcNow());
                all = next is null ? all.RemoveAll(m => m.Id == message.Id) : all.ConvertAll(m => m.Id == message.Id ? next : m);
                if (outcome.Ack is { } ack) Confirmed?.Invoke(message, ack);
                if (next is null) Drop(message.Id); else Keep(next);
                if (next?.Status != OutgoingStatus.Waiting) continue;
                var pause = outcome.RetryAfter ?? Backoff.After(next.Attempts, Random.Shared.NextDouble());
                await Task.WhenAny(Task.Delay(pause, time), hurry.Task);
            }
        }
        finally { running.Remove(conversation); }
    }

    private async Task<SendOutcome> Try(Outgoing message)
    {
        if (line.State == LineState.Live && await line.Ask<SendResult>("Send", message.Shop, message.Conversation, message.Request) is { } result)
        {
            if (result.Ack is not null) return new(result.Ack);
            if (result.Code is not "unavailable")
                return new(null, result.Code, result.Code == "slow_down", result.RetryAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
        }
        try { return new(await client.Send(message.Shop, message.Conversation, message.Request)); }
        catch (ApiFailure failure) { return new(null, failure.Code, failure.MayPass, failure.RetryAfter); }
    }

    private void Keep(Outgoing message)
    {
        if (message.Status != OutgoingStatus.Uploading) browser.Set(Prefix + message.Id, message with { Preview = null });
        Changed.Raise();
    }

    private void Drop(string id)
    {
        browser.Remove(Prefix + id);
        Changed.Raise();
    }
}
