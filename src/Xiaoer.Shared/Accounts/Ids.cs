using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Accounts;

public readonly record struct ShopId(Guid Value) : IId<ShopId> { public static ShopId From(Guid value) => new(value); }
public readonly record struct TeamId(Guid Value) : IId<TeamId> { public static TeamId From(Guid value) => new(value); }
public readonly record struct PersonId(Guid Value) : IId<PersonId> { public static PersonId From(Guid value) => new(value); }
public readonly record struct SessionId(Guid Value) : IId<SessionId> { public static SessionId From(Guid value) => new(value); }
public readonly record struct ApiKeyId(Guid Value) : IId<ApiKeyId> { public static ApiKeyId From(Guid value) => new(value); }
public readonly record struct InvitationId(Guid Value) : IId<InvitationId> { public static InvitationId From(Guid value) => new(value); }
