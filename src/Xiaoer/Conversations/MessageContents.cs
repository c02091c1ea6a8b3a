using System.Text.Json;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>Reads and writes what a message carries besides text, as stored.</summary>
internal static class MessageContents
{
    public const int Longest = 8000;

    /// <summary>Without what is told anew each time it is shown.</summary>
    public static string? Write(MessageContent? content) =>
        content is null ? null : JsonSerializer.Serialize(content.Quote is { } quote ? content with { Quote = quote with { Message = null } } : content, XiaoerJson.Options);

    public static MessageContent? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<MessageContent>(json, XiaoerJson.Lenient);
}
