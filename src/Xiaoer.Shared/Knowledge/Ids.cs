using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Knowledge;

public readonly record struct ScriptId(Guid Value) : IId<ScriptId> { public static ScriptId From(Guid value) => new(value); }
public readonly record struct PromotionId(Guid Value) : IId<PromotionId> { public static PromotionId From(Guid value) => new(value); }
