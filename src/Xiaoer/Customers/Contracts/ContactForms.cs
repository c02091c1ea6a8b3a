using Xiaoer.Accounts.Contracts;

namespace Xiaoer.Customers.Contracts;

/// <summary>Phone numbers and mail addresses that somebody typed, as they are kept: in one form, or not at all. Looks nobody up.</summary>
internal static class ContactForms
{
    public static string? Phone(string? typed, ShopFacts shop) => Contacts.TryPhone(typed, Contacts.RegionOf(shop), verified: false, out var phone) ? phone.Display : null;

    public static string? Email(string? typed) => Contacts.TryEmail(typed, verified: false, out var email) ? email.Display : null;
}
