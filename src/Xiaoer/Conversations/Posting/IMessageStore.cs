namespace Xiaoer.Conversations.Posting;

/// <summary>
/// Commits a batch as one transaction: locks the conversations in id order, plans, writes, numbers the events, commits.
/// When it returns, everything in the plan is durable; when it throws, whether it is must be asked by key.
/// </summary>
internal interface IMessageStore
{
    Task<BatchPlan> Commit(IReadOnlyList<PendingMessage> batch, CancellationToken ct);
}
