using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>One thing a customer is known by. Within a shop and source it belongs to one customer.</summary>
internal sealed class Identity
{
    /// <summary>The source of what the shop's own systems say.</summary>
    public const string ShopSource = "shop";

    private Identity() { } // for EF

    internal Identity(ShopId shop, CustomerId customer, string source, Contact contact) =>
        (ShopId, CustomerId, Source, Kind, Value, Display, Verified) = (shop, customer, source, contact.Kind, contact.Value, contact.Display, contact.Verified);

    public ShopId ShopId { get; private set; }
    public IdentityKind Kind { get; private set; }
    public string Source { get; private set; } = "";

    /// <summary>Normalized: phones as +8613800002071, addresses in lower case.</summary>
    public string Value { get; private set; } = "";

    /// <summary>As people write it; shown only when unmasked.</summary>
    public string Display { get; private set; } = "";

    public CustomerId CustomerId { get; private set; }

    /// <summary>Proven by the shop's signature or the platform.</summary>
    public bool Verified { get; private set; }

    public bool IsContact => Kind is IdentityKind.Phone or IdentityKind.Email;

    internal bool Is(Contact contact) => Kind == contact.Kind && Value == contact.Value;

    internal bool Show(Contact contact)
    {
        var before = (Display, Verified);
        (Display, Verified) = (contact.Display, Verified || contact.Verified);
        return before != (Display, Verified);
    }
}
