using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>How often and how lately somebody has used a script – or everybody together.</summary>
internal sealed class ScriptUse(ShopId shopId, ScriptId scriptId, Guid userId) : IVersioned
{
    /// <summary>The user that stands for the whole shop.</summary>
    public static readonly Guid Everybody = Guid.Empty;

    public ShopId ShopId { get; private init; } = shopId;
    public ScriptId ScriptId { get; private init; } = scriptId;
    public Guid UserId { get; private init; } = userId;
    public int Count { get; private set; }

    /// <summary>The uses faded by age, as of the last one: <see cref="Frecency"/>.</summary>
    public double Weight { get; private set; }

    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>The id of the last use that counted: its repetition does not.</summary>
    public Guid LastUse { get; private set; }

    public int Version { get; private set; } = 1;

    public void Record(Guid use, DateTimeOffset at) => (Weight, Count, LastAt, LastUse) = (Frecency.After(Weight, LastAt, at), Count + 1, at, use);

    public PhraseUsage View() => new(Count, Weight, LastAt);
}
