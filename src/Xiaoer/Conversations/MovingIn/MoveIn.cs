using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations.MovingIn;

namespace Xiaoer.Conversations.MovingIn;

/// <summary>A shop brings what another desk kept: its contacts, conversations and prepared answers, some at a time.</summary>
internal static class MoveIn
{
    public static void Map(RouteGroupBuilder shops) =>
        shops.MapPost("/move-in", Handle).RequirePermission(Permissions.RunImports).WithMetadata(new RequestSizeLimitAttribute(MoveInLimits.Bytes))
            .WithSummary("Takes contacts, conversations and phrases of another desk in. The same again changes nothing.");

    internal static async Task<Results<Ok<MoveInReport>, ForbidHttpResult, ProblemHttpResult>> Handle(Guid shop, MoveInRequest request, Caller caller, Movers movers, CancellationToken ct)
    {
        if (HasHoles(request)) return Invalid.Of("items", "A list holds null.");
        var ofShop = new ShopId(shop);
        if ((request.Contacts is { Count: > 0 } && !caller.May(ofShop, Permissions.WriteCustomers))
            || (request.Conversations is { Count: > 0 } && !caller.May(ofShop, Permissions.LeadConversations))
            || (request.Phrases is { Count: > 0 } && !caller.May(ofShop, Permissions.ManagePhrases))) return TypedResults.Forbid();

        return await movers.Bring(ofShop, request, caller.Actor, ct) is { } report
            ? TypedResults.Ok(report)
            : Problem.Of("channel.unknown", "There is no such channel in this shop.", StatusCodes.Status400BadRequest);
    }

    private static bool HasHoles(MoveInRequest request) =>
        request.Contacts?.Any(c => c is null) == true || request.Phrases?.Any(p => p is null) == true
        || request.Conversations?.Any(c => c is null || c.Messages.Any(m => m is null)) == true;
}
