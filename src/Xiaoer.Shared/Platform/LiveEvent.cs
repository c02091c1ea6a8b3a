using System.Text.Json;

namespace Xiaoer.Shared.Platform;

/// <summary>
/// What the hub sends and <c>GET …/events</c> returns: one change, numbered per shop.
/// <see cref="Cursor"/> is 0 for what is not kept (typing, read marks): missing one loses nothing that a snapshot does not show.
/// </summary>
/// <param name="Name">One of <c>docs/events.md</c>: <c>area.past_tense</c>.</param>
/// <param name="Data">The record that belongs to the name, snake_case.</param>
public sealed record LiveEvent(long Cursor, string Name, JsonElement Data)
{
    public T Read<T>() => Data.Deserialize<T>(XiaoerJson.Lenient)!;
    public static LiveEvent Of<T>(long cursor, string name, T data) => new(cursor, name, JsonSerializer.SerializeToElement(data, XiaoerJson.Options));
}

/// <summary>What a client missed since a cursor; <see cref="ReloadRequired"/> when it was away too long and must take a fresh snapshot.</summary>
public sealed record EventPage(IReadOnlyList<LiveEvent> Events, long Cursor, bool ReloadRequired);
