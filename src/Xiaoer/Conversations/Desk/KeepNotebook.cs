using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Views;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent's own notebook beside the desk (A3.12). There is one per person and shop, and no way to another's.</summary>
internal static class KeepNotebook
{
    public static void Map(RouteGroupBuilder shops)
    {
        shops.MapGet("/notebook", Get).RequirePerson(Permissions.ReadConversations).WithSummary("The caller's own notebook.");
        shops.MapPut("/notebook", Write).RequirePerson(Permissions.ReadConversations).WithSummary("Keeps the notebook; If-Match guards what another page has written.");
    }

    internal static async Task<NotebookView> Get(Guid shop, HttpContext http, Caller caller, XiaoerDb db, CancellationToken ct)
    {
        var (shopId, me) = (new ShopId(shop), caller.Agent);
        var notebook = await db.Set<Notebook>().AsNoTracking().SingleOrDefaultAsync(n => n.ShopId == shopId && n.PersonId == me, ct);
        if (notebook is not null) http.SetETag(notebook.Version);
        return notebook?.View() ?? new NotebookView("", null, 0);
    }

    internal static async Task<Results<Ok<NotebookView>, Created<NotebookView>, ProblemHttpResult>> Write(
        Guid shop, SaveNotebookRequest request, HttpContext http, Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        var (shopId, me) = (new ShopId(shop), caller.Agent);
        return await Put.Run(http, db,
            token => db.Set<Notebook>().SingleOrDefaultAsync(n => n.ShopId == shopId && n.PersonId == me, token),
            (known, _) =>
            {
                var notebook = known ?? new Notebook(shopId, me);
                notebook.Write(request.Text.ReplaceLineEndings("\n"), time.Now());
                return Task.FromResult(notebook);
            },
            (notebook, _) => Task.FromResult(notebook.View()), ct);
    }
}
