using Xiaoer.Accounts.Contracts;
using Xiaoer.Backups.Contracts;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Backups;

/// <summary>
/// A backup holds every shop of the installation, so it is for those who own every one of them. The demo counts only while there is no other: its logins
/// are written on the wall.
/// </summary>
internal sealed class InstallationOwners(ShopDirectory shops, IEnumerable<ExampleShop> examples)
{
    /// <summary>The shops that count, when the caller owns them all; null otherwise.</summary>
    public async Task<IReadOnlyList<ShopId>?> ShopsOf(Caller caller, CancellationToken ct)
    {
        var all = await shops.All(ct);
        var real = all.Where(s => examples.All(e => e.Shop != s)).ToList();
        var counting = real.Count > 0 ? real : all;
        return counting.Count > 0 && counting.All(s => caller.In(s)?.Roles.Contains(Role.Owner) == true) ? counting : null;
    }

    /// <summary>Lets only them through.</summary>
    public static async ValueTask<object?> Only(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var owners = http.RequestServices.GetRequiredService<InstallationOwners>();
        return http.Features.Get<Caller>() is { } caller && await owners.ShopsOf(caller, http.RequestAborted) is not null
            ? await next(context)
            : Problem.Of("forbidden", "Backups hold every shop: only who owns all of them may see them.", StatusCodes.Status403Forbidden);
    }
}
