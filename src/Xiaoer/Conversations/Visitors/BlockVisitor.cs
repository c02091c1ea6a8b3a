using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Visitors;

/// <summary>Keeps an abusive visitor out, and takes it back. An address is blocked for some hours only, and never with more people behind it than whoever blocks knows of.</summary>
internal static class BlockVisitor
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    public static void Map(RouteGroupBuilder shops, RouteGroupBuilder visitors)
    {
        visitors.MapPost("/{id:guid}/block", Handle).RequirePermission(Permissions.BlockVisitors).Produces(204);
        shops.MapGet("/blocks", All).RequirePermission(Permissions.BlockVisitors).Produces<Page<BlockView>>();
        shops.MapDelete("/blocks/{id:guid}", Lift).RequirePermission(Permissions.BlockVisitors).Produces(204);
    }

    internal static async Task<IResult> Handle(
        Guid shop, Guid id, BlockVisitorRequest request, Caller caller, HttpContext http, XiaoerDb db, FileLinks links, BlockList blocks, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        var (shopId, wanted, own) = (new ShopId(shop), new VisitorId(id), links.Hash(http.Household().ToString()));
        var found = await db.WriteInTurn(async token =>
        {
            if (await db.VisitorsFor(caller, shopId).AsNoTracking().SingleOrDefaultAsync(v => v.Id == wanted, token) is not { } visitor) return false;
            var at = time.Now();
            if (request.AddressHours is not null)
            {
                if (visitor.AddressHash == own) throw new RuleBroken("block.own_address", "You are at the same address yourself.");
                if (await Sharing(db, shopId, wanted, at, token) > request.SharedWith) throw new RuleBroken("block.address_shared", "More visitors share this address. Look again.");
            }

            await db.Set<VisitorBlock>().Where(b => b.ShopId == shopId && b.VisitorId == wanted).ExecuteDeleteAsync(token);
            db.Add(new VisitorBlock
            {
                ShopId = shopId,
                Id = time.NewId(),
                VisitorId = wanted,
                AddressHash = request.AddressHours is null ? null : visitor.AddressHash,
                AddressUntil = request.AddressHours is { } hours && visitor.AddressHash is not null ? at.AddHours(hours) : null,
                Reason = request.Reason,
                By = caller.Actor,
                ByName = caller.Name,
                At = at,
            });
            audit.Note(shopId, caller.Actor, "visitor.blocked", id, new { request.Reason, request.AddressHours });
            return true;
        }, ct);
        if (!found) return TypedResults.NotFound();
        await blocks.Renew(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<IResult> All(Guid shop, Caller caller, XiaoerDb db, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        var visible = db.VisitorsFor(caller, shopId);
        var blocks = await (
            from block in db.Set<VisitorBlock>().AsNoTracking()
            join visitor in visible on block.VisitorId equals visitor.Id
            where block.ShopId == shopId
            orderby block.At descending, block.Id descending
            select new { block, visitor.Number, visitor.Name }).Take(Page<BlockView>.MaxLimit).ToListAsync(ct);
        return TypedResults.Ok(new Page<BlockView>([.. blocks.Select(b => new BlockView(
            b.block.Id, b.block.VisitorId.Value, $"#{b.Number}", b.Name ?? "", b.block.Reason, b.block.ByName, b.block.At, b.block.AddressUntil))], null));
    }

    internal static async Task<IResult> Lift(Guid shop, Guid id, Caller caller, XiaoerDb db, BlockList blocks, AuditLog audit, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        var visible = db.VisitorsFor(caller, shopId).Select(v => v.Id);
        if (await db.Set<VisitorBlock>().SingleOrDefaultAsync(b => b.ShopId == shopId && b.Id == id && visible.Contains(b.VisitorId), ct) is not { } block) return TypedResults.NotFound();
        db.Remove(block);
        audit.Note(shopId, caller.Actor, "visitor.unblocked", block.VisitorId.Value);
        await db.SaveChangesAsync(ct);
        await blocks.Renew(ct);
        return TypedResults.NoContent();
    }

    /// <summary>How many other visitors came from the same address lately.</summary>
    internal static async Task<int> Sharing(XiaoerDb db, ShopId shop, VisitorId visitor, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Lately;
        var address = await db.Set<Visitor>().Where(v => v.ShopId == shop && v.Id == visitor).Select(v => v.AddressHash).SingleOrDefaultAsync(ct);
        return address is null ? 0 : await db.Set<Visitor>().CountAsync(v => v.ShopId == shop && v.AddressHash == address && v.Id != visitor && v.LastSeenAt > since, ct);
    }
}
