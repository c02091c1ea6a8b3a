using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>Who else works here: whom a conversation can go to, whose words were these.</summary>
internal static class ListColleagues
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/shops/{shop:guid}/colleagues", Handle).RequirePermission(Permissions.ReadConversations);

    internal static async Task<Ok<Page<ColleagueView>>> Handle(Guid shop, ShopPeople people, IEnumerable<IColleagueSeats> seats, XiaoerOptions options, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        var taken = new Dictionary<PersonId, SeatLoad>();
        foreach (var source in seats)
            foreach (var (person, load) in await source.Of(shopId, ct)) taken[person] = load;

        var found = await people.Views(shopId, all => all, ct);
        return TypedResults.Ok(new Page<ColleagueView>([.. found.Select(p => View(p, taken.GetValueOrDefault(new PersonId(p.Id), new SeatLoad(0, options.Conversations.SeatCapacity))))], null));
    }

    private static ColleagueView View(ShopPersonView person, SeatLoad load) =>
        new(person.Id, person.Name, person.Roles, person.TeamIds, person.Disabled, load.Open, load.Capacity);
}
