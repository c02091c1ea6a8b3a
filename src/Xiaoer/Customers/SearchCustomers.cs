using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Http;
using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers;

/// <summary>Finds customers by words inside their name, by the beginning of their number, by a phone number, address or account given whole.</summary>
internal static class SearchCustomers
{
    public static void Map(RouteGroupBuilder search) => search.MapGet("/customers", Handle).RequirePermission(Permissions.ReadCustomers)
        .WithSummary("Customers whose number, phone or address is q, then those with the words of q in their name or number.");

    internal static async Task<Results<Ok<Page<CustomerHit>>, ProblemHttpResult>> Handle(
        Guid shop, CustomerSearch customers, [Required, StringLength(SearchQuery.Longest, MinimumLength = 1), PlainText] string q, string? cursor = null,
        [Range(1, Page<CustomerHit>.MaxLimit)] int limit = 20, CancellationToken ct = default)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        var (hits, next) = await customers.Find(new ShopId(shop), q, after is { } last ? new CustomerId(last.Id) : null, limit, ct);
        return TypedResults.Ok(new Page<CustomerHit>(hits, next is { } behind ? new Cursor(0, behind.Value).ToString() : null));
    }
}
