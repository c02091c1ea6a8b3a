namespace Xiaoer.Conversations.Live;

/// <summary>A <see cref="Xiaoer.Shared.Platform.LiveEvent"/> on its way out: the data is written once, straight into the frame.</summary>
internal sealed record OutgoingEvent(long Cursor, string Name, object Data);
