using System.Text.Json;
using Microsoft.JSInterop;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>Pictures and files on their way up. They belong to the page, not to a conversation on it: leaving the conversation stops none.</summary>
internal sealed class Uploads(Outbox outbox, Browser browser, Api api, TimeProvider time) : IDisposable
{
    private DotNetObjectReference<Uploads>? self;

    /// <summary>Sends a picked file as a message; <paramref name="id"/> names both.</summary>
    /// <param name="file">For what is no picture.</param>
    public void Begin(Guid conversation, string id, string? preview, PickedFile? file = null) =>
        Send(outbox.Add(conversation, file is null ? MessageKind.Image : MessageKind.File, "", OutgoingStatus.Uploading, preview, id, file: file));

    /// <summary>A person may have it tried again: it is stored, or still at hand.</summary>
    public bool CanRepeat(Outgoing message) => !message.IsUpload || message.Content is not null || browser.HasUpload(message.Id);

    public void Again(Outgoing message)
    {
        if (!message.IsUpload || message.Content is not null)
        {
            outbox.Again(message.Id);
            return;
        }

        var anew = message with { Status = OutgoingStatus.Uploading, At = time.GetUtcNow(), Attempts = 0, Code = null, Progress = 0 };
        outbox.Change(message.Id, _ => anew);
        Send(anew);
    }

    public void Discard(string id)
    {
        browser.DropUpload(id);
        outbox.Discard(id);
    }

    [JSInvokable]
    public void Progressed(string id, int percent) => outbox.Change(id, m => m with { Progress = percent });

    [JSInvokable]
    public void Uploaded(string id, int status, string body)
    {
        outbox.Change(id, m => UploadRules.After(m, status, body, time.GetUtcNow()));
        if (status is >= 200 and < 300) browser.DropUpload(id);
        else if (outbox.Find(id) is { Status: OutgoingStatus.Uploading } waiting) _ = Later(waiting);
    }

    public void Dispose() => self?.Dispose();

    private void Send(Outgoing message) =>
        browser.Upload(message.Id, "/" + ConversationsClient.FilesPath(message.Shop), api.Antiforgery ?? "", self ??= DotNetObjectReference.Create(this));

    private async Task Later(Outgoing message)
    {
        await Task.Delay(Backoff.After(message.Attempts, Random.Shared.NextDouble()), time);
        if (outbox.Find(message.Id) is { Status: OutgoingStatus.Uploading } still) Send(still);
    }
}

/// <summary>What becomes of a message once a try to store its picture or file is over, as a pure rule.</summary>
internal static class UploadRules
{
    /// <param name="status">The HTTP status; 0: no answer.</param>
    public static Outgoing After(Outgoing message, int status, string body, DateTimeOffset now)
    {
        if (status is < 200 or >= 300)
        {
            var tried = message with { Attempts = message.Attempts + 1, Progress = 0, Code = status switch { 0 => "network", 413 => "too_large", 415 => "unsupported_file", _ => Code(body) } };
            var mayPass = status is 0 or 408 or 429 or >= 500;
            return tried with { Status = mayPass && now - message.At < OutgoingRules.Patience ? OutgoingStatus.Uploading : OutgoingStatus.Failed };
        }

        try
        {
            if (JsonSerializer.Deserialize<FileView>(body, XiaoerJson.Lenient) is not { } file) return Unreadable(message);
            var content = file.Name is { } name
                ? new MessageContent(File: new FilePart(file.Id, name, file.ContentType, file.Bytes, file.Url))
                : new MessageContent(Image: new ImagePart(file.Id, file.Width, file.Height, file.Url));
            return message with { Status = OutgoingStatus.Sending, Kind = file.Name is null ? MessageKind.Image : MessageKind.File, Content = content, Progress = 100, Attempts = 0, Code = null };
        }
        catch (JsonException) { return Unreadable(message); }
    }

    private static Outgoing Unreadable(Outgoing message) => message with { Status = OutgoingStatus.Failed, Code = "upload" };

    private static string Code(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("code", out var code) && code.GetString() is { } text ? text : "upload";
        }
        catch (JsonException) { return "upload"; }
    }
}
