using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Views of the desk's list: kept, shared, and showing what they say.</summary>
public class SavedViewTests
{
    [Theory, BothDatabases]
    public async Task A_view_is_its_owners_and_the_shops_is_kept_by_a_lead(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var bo = await shop.SignsIn("Bo");

        var own = await Keep(lan, "my late ones", shared: false);
        var ofShop = await Keep(bo, "all unread", shared: true);
        (await Should.ThrowAsync<Refused>(() => Keep(lan, "mine for all", shared: true))).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await Views(lan)).Select(v => (v.Name, v.Shared)).ShouldBe([("all unread", true), ("my late ones", false)]);
        (await Views(mei)).Select(v => v.Id).ShouldBe([ofShop.Id]);
        (await Should.ThrowAsync<Refused>(() => mei.Api.Delete($"{mei.Desk}/views/{own.Id}"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Should.ThrowAsync<Refused>(() => lan.Api.Delete($"{lan.Desk}/views/{ofShop.Id}"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var request = new SaveViewRequest("late", false, false, new InboxConditions(InboxFilter.All, WaitingSeconds: 60));
        (await lan.Api.Put<SavedViewView>($"{lan.Desk}/views/{own.Id}", request)).Conditions.ShouldBe(request.Conditions);
        (await lan.Api.Send(HttpMethod.Put, $"{lan.Desk}/views/{own.Id}", request, ("If-Match", "\"1\""))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        await lan.Api.Delete($"{lan.Desk}/views/{own.Id}");
        (await Views(lan)).Select(v => v.Id).ShouldBe([ofShop.Id]);
    }

    [Theory, BothDatabases]
    public async Task Each_condition_narrows_the_list(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        await using var queued = await shop.Asks("in the queue");
        await using var mine = await shop.Asks("with Lan");
        await using var answered = await shop.Asks("answered");
        await lan.Claims(mine.Conversation);
        await lan.Claims(answered.Conversation);
        await lan.Replies(answered.Conversation, "here you are");
        var row = await bo.Api.Post<ConversationRow>($"{bo.Desk}/conversations/{mine.Conversation}/customer", new SaveVisitorRequest("周"));
        var tag = await bo.Api.Post<LabelView>($"{bo.Desk}/customers/{row.CustomerId}/labels", new AddLabelRequest(LabelKind.Tag, "急", null));

        await Shows(bo, new InboxConditions(InboxFilter.All), queued, mine, answered);
        await Shows(bo, new InboxConditions(InboxFilter.All, ConversationStatus.Waiting), answered);
        await Shows(bo, new InboxConditions(InboxFilter.All, AssigneeId: lan.Id), mine, answered);
        await Shows(bo, new InboxConditions(InboxFilter.All, TagId: tag.Id), mine);
        await Shows(bo, new InboxConditions(InboxFilter.All, TeamId: shop.Seeded.Aftersales));
        await Shows(bo, new InboxConditions(InboxFilter.All, ChannelId: shop.Channel), queued, mine, answered);
        await Shows(bo, new InboxConditions(InboxFilter.All, WaitingSeconds: 3600));
        await Shows(bo, new InboxConditions(InboxFilter.All, Unread: true), queued, mine, answered);
        await Shows(lan, new InboxConditions(InboxFilter.Mine, ConversationStatus.Open), mine);
        (await bo.Api.Send(HttpMethod.Get, $"{bo.Desk}/conversations?filter=all&status=late")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task Shows(Agent agent, InboxConditions view, params Visitor[] expected)
    {
        var shown = await agent.Api.Get<InboxSnapshot>($"{agent.Desk}/conversations?{view.ToQuery()}");
        shown.Items.Select(r => r.Id).ShouldBe(expected.Select(v => v.Conversation), ignoreOrder: true, view.ToQuery());
        // What the console keeps on screen between two questions is what the server would answer.
        if (view.TagId is null) shown.Items.ShouldAllBe(r => view.Shows(r, agent.Id, DateTimeOffset.UnixEpoch.AddYears(100)));
    }

    private static Task<SavedViewView> Keep(Agent agent, string name, bool shared) =>
        agent.Api.Post<SavedViewView>($"{agent.Desk}/views", new SaveViewRequest(name, shared, true, new InboxConditions(InboxFilter.All, Unread: true)));

    private static async Task<IReadOnlyList<SavedViewView>> Views(Agent agent) => (await agent.Api.Get<Page<SavedViewView>>($"{agent.Desk}/views")).Items;
}
