using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Search;

/// <summary>A message with the words it is found by.</summary>
internal sealed record IndexedMessage(ShopId Shop, ConversationId Conversation, long Sequence, DateTimeOffset At, IReadOnlyCollection<string> Words);

/// <summary>Where the index says a message with the words stands. <see cref="Number"/> orders them by time; it is the cursor of a page.</summary>
internal readonly record struct IndexedPlace(long Number, ConversationId Conversation, long Sequence);

/// <summary>What to look for: words that must all be there, one of each group of words if groups are given, in a stretch of numbers, newest first.</summary>
internal sealed record IndexQuestion(ShopId Shop, IReadOnlyCollection<string> All, IReadOnlyCollection<string> OneOf, long From, long Before, int Most);

/// <summary>How far somebody has come whose name is <see cref="Name"/>, and how far they go: moved in one transaction with what was added.</summary>
internal sealed record PlaceMove(string Name, string? From, string To);

/// <summary>
/// The words of all messages beside the store: derived from it, made when missing, thrown away when in doubt. It only ever proposes; what the caller may see
/// and whether the text really matches is decided from the store (decision 0015).
/// </summary>
internal interface IMessageIndex
{
    Task Prepare(CancellationToken ct);

    /// <summary>May this node work on the index for now? Others wait.</summary>
    Task<bool> Lead(CancellationToken ct);

    /// <summary>Who has come how far.</summary>
    Task<IReadOnlyDictionary<string, string>> Places(CancellationToken ct);

    /// <summary>Adds messages, each once however often it is given, and moves on; false when somebody else has moved meanwhile, and nothing happened.</summary>
    Task<bool> Add(IReadOnlyList<IndexedMessage> messages, PlaceMove move, CancellationToken ct);

    Task<IReadOnlyList<IndexedPlace>> Find(IndexQuestion question, CancellationToken ct);

    Task Forget(ShopId shop, ConversationId conversation, long sequence, DateTimeOffset at, CancellationToken ct);

    /// <summary>Empties the index; it fills again from the store.</summary>
    Task Clear(CancellationToken ct);
}
