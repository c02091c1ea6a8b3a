using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>How a channel looks, who answers there and where it may be embedded. Widgets that are open have it after their next visit.</summary>
internal static class ChangeChannel
{
    public static void Map(RouteGroupBuilder shops)
    {
        shops.MapGet("/channels/{id:guid}", One).RequirePermission(Permissions.ManageChannels).Produces<ChannelSettings>();
        shops.MapPut("/channels/{id:guid}", Handle).RequirePermission(Permissions.ManageChannels).Produces<ChannelSettings>();
    }

    internal static async Task<IResult> One(Guid shop, Guid id, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new ChannelId(id));
        if (await db.Set<Channel>().AsNoTracking().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == wanted, ct) is not { } channel) return TypedResults.NotFound();
        http.SetETag(channel.Version);
        return TypedResults.Ok(View(channel));
    }

    internal static async Task<IResult> Handle(
        Guid shop, Guid id, SaveChannelRequest request, Caller caller, HttpContext http, XiaoerDb db, TeamDirectory teams, AuditLog audit, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new ChannelId(id));
        if (await db.Set<Channel>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == wanted, ct) is not { } channel) return TypedResults.NotFound();
        if (http.Stale(channel.Version) is { } stale) return stale;
        if (await teams.Find(shopId, request.TeamId, null, ct) is null) return Problem.Of("channel.unknown_team", "There is no such team in this shop.", 400);
        if (ChannelRules.Refuse(request.Signatures, request.AllowedOrigins) is { } invalid) return invalid;

        channel.Change(new TeamId(request.TeamId), request.Name, request.Color.ToUpperInvariant());
        channel.Dress(request.WelcomeZh, request.WelcomeEn, request.Signatures);
        channel.Rotate(request.SignatureSeconds);
        channel.AllowOrigins(request.AllowedOrigins);
        audit.Note(shopId, caller.Actor, "channel.changed", id, new { request.Name, request.TeamId, request.AllowedOrigins });
        await db.SaveChangesAsync(ct);
        http.SetETag(channel.Version);
        return TypedResults.Ok(View(channel));
    }

    private static ChannelSettings View(Channel c) => new(
        c.Id.Value, c.Name, c.TeamId.Value, c.Color, c.WelcomeZh, c.WelcomeEn, c.Signatures, c.SignatureSeconds,
        c.AllowedOrigins.Split(' ', StringSplitOptions.RemoveEmptyEntries), c.Version);
}

/// <summary>What a channel's lines and origins must be.</summary>
internal static class ChannelRules
{
    public static IResult? Refuse(IReadOnlyList<string> signatures, IReadOnlyList<string> origins)
    {
        if (!signatures.All(s => !string.IsNullOrWhiteSpace(s) && s.Length <= ChannelLimits.SignatureLength && Xiaoer.Shared.Platform.PlainTextAttribute.IsPlain(s))
            || ChannelMapping.Stored(signatures).Length > ChannelMapping.LongestSignatures)
            return Invalid.Of("signatures", "Signatures are short lines of plain text.");
        if (!origins.All(IsOrigin)) return Problem.Of("channel.bad_origin", "An origin is a scheme and a host, e.g. https://shop.example.", 400);
        return origins.Sum(o => o.Length + 1) > ChannelMapping.LongestOrigins
            ? Invalid.Of("allowed_origins", $"All origins together have at most {ChannelMapping.LongestOrigins} characters.")
            : null;
    }

    // It goes into a Content-Security-Policy: nothing but scheme, host and port may be in it.
    private static bool IsOrigin(string? origin) =>
        origin?.Length <= 200 && Uri.TryCreate(origin, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
        && uri.GetLeftPart(UriPartial.Authority).Equals(origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase) && !origin.Any(c => char.IsWhiteSpace(c) || c is ';' or ',' or '\'' or '*');
}
