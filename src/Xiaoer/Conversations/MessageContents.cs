using System.Text.Json;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>Reads and writes what a message carries besides text, as stored.</summary>
internal static class MessageContents
{
    public const int Longest = 8000;

    public static string? Write(MessageContent? content) => content is null ? null : JsonSerializer.Serialize(content, XiaoerJson.Options);

    public static MessageContent? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<MessageContent>(json, XiaoerJson.Lenient);
}
