using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>Who bought, as a file of orders says it: by the shop's own number, by an account of a platform, or only by a phone number or address.</summary>
/// <param name="Order">An order of theirs: somebody known only by contact data gets a number made from it.</param>
/// <param name="PhoneRegion">The country whose numbers are written without a code.</param>
internal sealed record FileBuyer(string Order, string? Name, string? Region, string Phone, string Email, string? PhoneRegion)
{
    private IReadOnlyList<Contact>? _contacts;

    /// <summary>The shop's own number.</summary>
    public string Number { get; init; } = "";

    /// <summary>The platform of <see cref="Account"/>, or the source of somebody known only by contact data.</summary>
    public string? Platform { get; init; }

    public string Account { get; init; } = "";

    /// <summary>The same for the same person within a file.</summary>
    public string Key => Number.Length > 0 ? Number : Account.Length > 0 ? $"{Platform}:{Account}" : Contacts[0].Value;

    /// <summary>Who it is for the eye: contact data masked.</summary>
    public string Shown => Name ?? (Number.Length > 0 ? Number : Account.Length > 0 ? Account : Masking.Of(Contacts[0].Kind, Contacts[0].Value));

    /// <summary>Phone and address that are real ones, in the form they are compared in.</summary>
    internal IReadOnlyList<Contact> Contacts => _contacts ??= Read();

    /// <summary>What the customer gets as number when new.</summary>
    internal string NewNumber => Number.Length > 0 ? Number : Account.Length > 0 ? $"{Platform}:{Account}" : $"{Platform}:{Order}";

    /// <summary>The country whose phone numbers a shop writes without a code.</summary>
    public static string? RegionOf(ShopFacts shop) => Customers.Contacts.RegionOf(shop);

    /// <summary>Known only by contact data; null where there is none.</summary>
    public FileBuyer? ByContact(string source) => Contacts.Count > 0 ? this with { Platform = source } : null;

    private List<Contact> Read()
    {
        var contacts = new List<Contact>(2);
        if (Customers.Contacts.TryPhone(Phone, PhoneRegion, verified: false, out var phone)) contacts.Add(phone);
        if (Customers.Contacts.TryEmail(Email, verified: false, out var email)) contacts.Add(email);
        return contacts;
    }
}
