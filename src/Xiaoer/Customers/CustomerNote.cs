using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>What a colleague wants the next one to know about a customer.</summary>
internal sealed class CustomerNote(ShopId shopId, Guid id, CustomerId customerId, string text, Guid author, string authorName, DateTimeOffset at)
{
    public ShopId ShopId { get; private init; } = shopId;
    public Guid Id { get; private init; } = id;
    public CustomerId CustomerId { get; private init; } = customerId;
    public string Text { get; private init; } = text;
    public Guid Author { get; private init; } = author;
    public string AuthorName { get; private init; } = authorName;
    public DateTimeOffset At { get; private init; } = at;

    /// <summary>Since when it stands above the others.</summary>
    public DateTimeOffset? PinnedAt { get; private set; }

    /// <summary>Returns whether anything changed.</summary>
    public bool Pin(bool pinned, DateTimeOffset at)
    {
        if (pinned == PinnedAt.HasValue) return false;
        PinnedAt = pinned ? at : null;
        return true;
    }
}
