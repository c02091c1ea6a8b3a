using Xiaoer.Shared.Accounts;

namespace Xiaoer.Platform.Database;

/// <summary>A row whose version grows by one on every save that changed it; a concurrency token and the ETag of the API.</summary>
internal interface IVersioned
{
    int Version { get; }
}

/// <summary>Something that changes by rules and says what happened. Raised events are stored in the same transaction.</summary>
internal abstract class Entity : IVersioned
{
    private readonly List<RaisedEvent> _raised = [];

    /// <summary>Grows by one on every save that changed the row; the ETag of the API.</summary>
    public int Version { get; private set; } = 1;

    protected void Raise(RaisedEvent raised) => _raised.Add(raised);

    public IReadOnlyList<RaisedEvent> TakeRaised()
    {
        RaisedEvent[] taken = [.. _raised];
        _raised.Clear();
        return taken;
    }
}

/// <summary>What an entity says happened: a name of <c>docs/events.md</c> and whom it is about. No personal data: readers look that up.</summary>
/// <param name="Sequence">For thread entries: which one.</param>
/// <param name="Former">Who had it before, for changes of hands: they hear that it left. Not stored.</param>
internal sealed record RaisedEvent(
    ShopId Shop, string Name, Guid Subject, Guid? Actor, DateTimeOffset At, long? Sequence = null, FormerHands? Former = null);

/// <summary>The team and person a conversation was taken from.</summary>
internal sealed record FormerHands(TeamId Team, PersonId? Person);
