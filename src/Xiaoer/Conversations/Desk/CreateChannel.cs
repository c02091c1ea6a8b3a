using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>A shop opens another place for its visitors. The signing secret is shown once; a new one makes the old void.</summary>
internal static class CreateChannel
{
    public static void Map(RouteGroupBuilder shops)
    {
        shops.MapPost("/channels", Handle).RequirePermission(Permissions.ManageChannels).Produces<ChannelSecret>(201);
        shops.MapPost("/channels/{id:guid}/secret", Renew).RequirePermission(Permissions.ManageChannels).Produces<ChannelSecret>();
    }

    internal static async Task<IResult> Handle(Guid shop, CreateChannelRequest request, Caller caller, XiaoerDb db, TeamDirectory teams, ChannelSetup channels, AuditLog audit, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        if (await teams.Find(shopId, request.TeamId, null, ct) is null) return Problem.Of("channel.unknown_team", "There is no such team in this shop.", 400);
        var (signatures, origins) = (request.Signatures ?? [], request.AllowedOrigins ?? []);
        if (ChannelRules.Refuse(signatures, origins) is { } invalid) return invalid;

        var secret = ChannelSetup.NewSecret();
        var dress = new ChannelDress(request.WelcomeZh, request.WelcomeEn, signatures, origins, secret);
        var id = await db.Write(async token =>
        {
            var made = await channels.Create(shopId, new TeamId(request.TeamId), request.Name, dress, ct: token);
            audit.Note(shopId, caller.Actor, "channel.created", made.Value, new { request.Name, request.TeamId, AllowedOrigins = origins });
            return made;
        }, ct);
        return TypedResults.Created($"/api/v1/shops/{shop}/channels/{id.Value}", new ChannelSecret(id.Value, secret));
    }

    internal static async Task<IResult> Renew(Guid shop, Guid id, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new ChannelId(id));
        if (await db.Set<Channel>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == wanted, ct) is not { } channel) return TypedResults.NotFound();
        channel.UseSecret(ChannelSetup.NewSecret());
        audit.Note(shopId, caller.Actor, "channel.secret_renewed", id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new ChannelSecret(id, channel.Secret));
    }
}
