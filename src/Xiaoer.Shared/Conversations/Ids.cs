using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

public readonly record struct ChannelId(Guid Value) : IId<ChannelId> { public static ChannelId From(Guid value) => new(value); }
public readonly record struct VisitorId(Guid Value) : IId<VisitorId> { public static VisitorId From(Guid value) => new(value); }
public readonly record struct ConversationId(Guid Value) : IId<ConversationId> { public static ConversationId From(Guid value) => new(value); }
public readonly record struct PushDeviceId(Guid Value) : IId<PushDeviceId> { public static PushDeviceId From(Guid value) => new(value); }
