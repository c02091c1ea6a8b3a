using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Views;

/// <summary>Views of the desk's list under a name: everybody keeps their own, a lead the shop's.</summary>
internal static class SavedViews
{
    public static void Map(RouteGroupBuilder shops)
    {
        shops.MapGet("/views", List).RequirePerson(Permissions.ReadConversations).WithSummary("The caller's own views and the shop's, by name.");
        shops.MapPost("/views", Create).RequirePerson(Permissions.ReadConversations).Idempotent().WithSummary("Keeps a view; one for the shop takes a lead.");
        shops.MapPut("/views/{id:guid}", Change).RequirePerson(Permissions.ReadConversations).WithSummary("Makes the view what the body says; If-Match guards against overwriting.");
        shops.MapDelete("/views/{id:guid}", Delete).RequirePerson(Permissions.ReadConversations).WithSummary("Gives the view up.");
    }

    internal static async Task<Page<SavedViewView>> List(Guid shop, Caller caller, XiaoerDb db, CancellationToken ct)
    {
        var views = await VisibleTo(db, caller, new ShopId(shop)).AsNoTracking().ToListAsync(ct);
        return new Page<SavedViewView>([.. views.OrderBy(v => v.Name, StringComparer.Ordinal).ThenBy(v => v.Id).Select(v => v.View())], null);
    }

    internal static async Task<Results<Created<SavedViewView>, ProblemHttpResult>> Create(Guid shop, SaveViewRequest request, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (Refuse(caller, ofShop, request) is { } refused) return refused;
        var owner = request.Shared ? (PersonId?)null : caller.Agent;
        var view = new SavedView(ofShop, time.NewId(), owner, time.Now());
        view.Describe(request, owner);
        await db.Write(async token =>
        {
            await DemandRoom(db, ofShop, owner, token);
            db.Add(view);
            if (owner is null) audit.Note(ofShop, caller.Actor, "view.created", view.Id, new Named(view.Name));
        }, ct);
        return TypedResults.Created((string?)null, view.View());
    }

    internal static async Task<Results<Ok<SavedViewView>, NotFound, ProblemHttpResult>> Change(
        Guid shop, Guid id, SaveViewRequest request, HttpContext http, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (await VisibleTo(db, caller, ofShop).SingleOrDefaultAsync(v => v.Id == id, ct) is not { } view) return TypedResults.NotFound();
        if ((view.OwnerId is null ? Refuse(caller, ofShop) : null) is { } notTheirs) return notTheirs;
        if (Refuse(caller, ofShop, request) is { } refused) return refused;
        if (http.Stale(view.Version) is { } stale) return stale;

        var owner = request.Shared ? (PersonId?)null : caller.Agent;
        await db.Write(async token =>
        {
            if (owner != view.OwnerId) await DemandRoom(db, ofShop, owner, token);
            if (owner is null || view.OwnerId is null) audit.Note(ofShop, caller.Actor, "view.changed", id, new Named(request.Name));
            view.Describe(request, owner);
        }, ct);
        http.SetETag(view.Version);
        return TypedResults.Ok(view.View());
    }

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Delete(Guid shop, Guid id, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (await VisibleTo(db, caller, ofShop).SingleOrDefaultAsync(v => v.Id == id, ct) is not { } view) return TypedResults.NotFound();
        if ((view.OwnerId is null ? Refuse(caller, ofShop) : null) is { } refused) return refused;
        db.Remove(view);
        if (view.OwnerId is null) audit.Note(ofShop, caller.Actor, "view.deleted", id, new Named(view.Name));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static IQueryable<SavedView> VisibleTo(XiaoerDb db, Caller caller, ShopId shop)
    {
        PersonId? me = caller.Agent;
        return db.Set<SavedView>().Where(v => v.ShopId == shop && (v.OwnerId == null || v.OwnerId == me));
    }

    private static ProblemHttpResult? Refuse(Caller caller, ShopId shop, SaveViewRequest request) =>
        string.IsNullOrWhiteSpace(request.Name) ? Invalid.Of("name", "A name is needed.") : request.Shared ? Refuse(caller, shop) : null;

    private static ProblemHttpResult? Refuse(Caller caller, ShopId shop) =>
        caller.May(shop, Permissions.LeadConversations) ? null : Problem.Of("forbidden", "The shop's views are kept by those who lead.", StatusCodes.Status403Forbidden);

    private static async Task DemandRoom(XiaoerDb db, ShopId shop, PersonId? owner, CancellationToken ct)
    {
        var most = owner is null ? SavedViewRules.MostOfShop : SavedViewRules.MostOfPerson;
        if (await db.Set<SavedView>().CountAsync(v => v.ShopId == shop && v.OwnerId == owner, ct) >= most) throw new RuleBroken("view.too_many", "There are as many views as anybody can choose from.");
    }

    private sealed record Named(string Name);
}
