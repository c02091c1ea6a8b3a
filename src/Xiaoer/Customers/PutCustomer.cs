using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers;

/// <summary>The shop's system says who a customer is; its customer number is the key. What a shop's own program says counts as proven.</summary>
internal static class PutCustomer
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapPut("/by-external-id/{external_id}", Handle).RequirePermission(Permissions.WriteCustomers)
            .WithSummary("Creates the customer of this number or makes it what the body says.");

    internal static async Task<Results<Ok<CustomerView>, Created<CustomerView>, ProblemHttpResult>> Handle(
        Guid shop, [StringLength(100), PlainText] string external_id, PutCustomerRequest request, HttpContext http, Caller caller, XiaoerDb db, CustomerViews views,
        ShopDirectory shops, TimeProvider time, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        var proven = caller.ApiKey is not null;
        var contacts = new List<Contact>();
        if (!string.IsNullOrWhiteSpace(request.Phone))
        {
            if (!Contacts.TryPhone(request.Phone, Contacts.RegionOf(await shops.Find(ofShop, ct)), proven, out var phone)) return Invalid.Of("phone", "This is not a phone number.");
            contacts.Add(phone);
        }

        if (!string.IsNullOrWhiteSpace(request.Email))
        {
            if (!Contacts.TryEmail(request.Email, proven, out var email)) return Invalid.Of("email", "This is not an e-mail address.");
            contacts.Add(email);
        }

        return await Put.Run(http, db,
            token => db.Customers.Include(c => c.Identities).Include(c => c.Words).Include(c => c.Faces).SingleOrDefaultAsync(c => c.ShopId == ofShop && c.ExternalId == external_id, token),
            async (known, token) =>
            {
                var at = time.Now();
                var customer = known ?? new Customer(ofShop, new CustomerId(time.NewId()), external_id, request.Name, request.Region, at);
                foreach (var contact in contacts) await RefuseTaken(db, customer, contact, token);
                customer.Describe(request.Name, request.Region, Identity.ShopSource, contacts, caller.Actor, at);
                if (known is null && contacts.Count == 0) customer.Touch(caller.Actor, at);
                return customer;
            },
            (customer, token) => views.Of(customer, token), ct);
    }

    private static async Task RefuseTaken(XiaoerDb db, Customer customer, Contact contact, CancellationToken ct)
    {
        if (await db.Identities.AnyAsync(
            i => i.ShopId == customer.ShopId && i.Kind == contact.Kind && i.Source == Identity.ShopSource && i.Value == contact.Value && i.CustomerId != customer.Id, ct))
            throw new RuleBroken("customer.identity_taken", $"Another customer has this {(contact.Kind == IdentityKind.Phone ? "phone number" : "address")}.");
    }
}
