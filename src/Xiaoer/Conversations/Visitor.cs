using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations;

/// <summary>Somebody on a shop page: one browser until they identify themselves, then the customer across browsers. All they tell of themselves is plain text.</summary>
internal sealed class Visitor(ShopId shopId, VisitorId id, ChannelId channelId, long number, DateTimeOffset createdAt) : Entity
{
    public ShopId ShopId { get; private set; } = shopId;
    public VisitorId Id { get; private set; } = id;
    public ChannelId ChannelId { get; private set; } = channelId;

    /// <summary>For people: "visitor 3187".</summary>
    public long Number { get; private set; } = number;

    /// <summary>Set once the shop has vouched for them.</summary>
    public CustomerId? CustomerId { get; private set; }

    /// <summary>The <c>sub</c> of the shop's token: the same subject is the same visitor in every browser.</summary>
    public string? Subject { get; private set; }
    public string? Name { get; private set; }
    public string? Locale { get; private set; }
    public string? Device { get; private set; }
    public string? PageUrl { get; private set; }
    public string? PageTitle { get; private set; }
    public string? PageProduct { get; private set; }
    public DateTimeOffset? PageSince { get; private set; }

    /// <summary>Where they came from last, as a number that says nothing by itself: enough to tell who shares an address.</summary>
    public string? AddressHash { get; private set; }

    /// <summary>How often they came before this time.</summary>
    public int Visits { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
    public DateTimeOffset LastSeenAt { get; private set; } = createdAt;

    /// <summary>Away for so long, somebody comes anew.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(30);

    public void Arrive(string? locale, string? device, string? addressHash, DateTimeOffset at)
    {
        if (at - LastSeenAt > Away) Visits++;
        (Locale, Device, AddressHash, LastSeenAt) = (locale ?? Locale, device ?? Device, addressHash ?? AddressHash, at);
    }

    /// <summary>False: they are still on the page they were on.</summary>
    public bool LookAt(string? url, string? title, string? product, DateTimeOffset at)
    {
        if (at - LastSeenAt > Away) Visits++;
        var moved = PageSince is null || PageUrl != url || PageProduct != product || at - LastSeenAt > Away;
        (PageUrl, PageTitle, PageProduct, PageSince, LastSeenAt) = (url, title, product, moved ? at : PageSince, at);
        return moved;
    }

    /// <summary>Known from another desk. The subject, where the shop has a number of its own: whoever proves it is this visitor.</summary>
    public void MoveIn(string? subject, string name, CustomerId customer) => (Subject, Name, CustomerId) = (subject, name, customer);

    /// <summary>An agent says who they are; nothing is proven.</summary>
    public void KnowAs(CustomerId customer, string name) => (CustomerId, Name) = (customer, name);

    public void Identify(string subject, string? name, CustomerId? customer) => (Subject, Name, CustomerId) = (subject, name ?? Name, customer ?? CustomerId);
}

/// <summary>A browser's right to speak as a visitor. Only the token's hash is kept.</summary>
internal sealed class VisitorSession
{
    public byte[] TokenHash { get; init; } = [];
    public ShopId ShopId { get; init; }
    public ChannelId ChannelId { get; init; }
    public VisitorId VisitorId { get; init; }
    public bool Identified { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the widget was opened with it last.</summary>
    public DateTimeOffset LastUsedAt { get; init; }
}

/// <summary>An <c>identify</c> token that has been exchanged; it is good once (W-03).</summary>
internal sealed class UsedIdentityToken
{
    public ShopId ShopId { get; init; }
    public ChannelId ChannelId { get; init; }
    public string TokenId { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
}
