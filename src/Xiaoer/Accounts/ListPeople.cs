using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>The people of a shop, for those who manage them.</summary>
internal static class ListPeople
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shops/{shop:guid}/people", Handle).RequirePermission(Permissions.ManagePeople);
        api.MapGet("/shops/{shop:guid}/people/{person:guid}", One).RequirePermission(Permissions.ManagePeople);
    }

    // A shop's people are few: one page.
    internal static async Task<Ok<Page<ShopPersonView>>> Handle(Guid shop, ShopPeople people, CancellationToken ct) =>
        TypedResults.Ok(new Page<ShopPersonView>(await people.Views(new ShopId(shop), all => all, ct), null));

    internal static async Task<Results<Ok<ShopPersonView>, NotFound>> One(Guid shop, Guid person, HttpContext http, ShopPeople people, CancellationToken ct)
    {
        if (await people.View(new ShopId(shop), new PersonId(person), ct) is not { } found) return TypedResults.NotFound();
        http.SetETag(found.Version);
        return TypedResults.Ok(found);
    }
}
