using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Cli.Demo;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Cli.Setup;

/// <summary>The owner has seen enough of the demo shop: it goes with its people, customers and talks. Asked for any other shop there is nothing to find.</summary>
internal static class RemoveDemo
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapDelete("/shops/{shop:guid}/demo", Handle).RequirePerson(Permissions.ManageShop).WithSummary("Takes the demo shop away.");

    internal static async Task<Results<Ok<DemoRemoved>, NotFound>> Handle(Guid shop, DemoLoader demo, FirstOwner first, DemoLogins logins, Callers callers, CancellationToken ct)
    {
        if (new ShopId(shop) != DemoShop.Shop) return TypedResults.NotFound();
        await demo.Remove(ct);
        logins.Forget();
        callers.Forget();
        return TypedResults.Ok(new DemoRemoved(await first.Invite(ct)));
    }
}
