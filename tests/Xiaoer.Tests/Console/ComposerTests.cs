using System.Net;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class ComposerTests
{
    private static readonly Guid Conversation = Rows.Id(50);

    [Fact]
    public async Task Enter_sends_what_was_typed_and_empties_the_field()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find("textarea").Input("M码有货的");
        composer.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        composer.WaitForAssertion(() => Sent(context).ShouldBe(["M码有货的"]));
        composer.Find("textarea").GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task Enter_during_a_composition_never_sends()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find("textarea").Input("zhongwen");
        composer.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter", IsComposing = true });

        Sent(context).ShouldBeEmpty();
        composer.Find("textarea").GetAttribute("value").ShouldBe("zhongwen");
    }

    [Fact]
    public async Task Shift_and_Enter_starts_a_new_line()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find("textarea").Input("第一行");
        composer.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter", ShiftKey = true });

        Sent(context).ShouldBeEmpty();
    }

    [Fact]
    public async Task Blanks_alone_are_not_a_message()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find("textarea").Input("  \n ");
        composer.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Sent(context).ShouldBeEmpty();
        composer.Find(".btn.primary").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task A_draft_outlives_the_page_and_the_conversation_it_belongs_to_keeps_it()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        composer.Find("textarea").Input("还没写完");

        using var reopened = await Context();
        foreach (var (key, value) in context.Page.Stored) reopened.Page.Stored[key] = value;
        var again = reopened.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        var other = reopened.Render<Composer>(p => p.Add(c => c.Id, Rows.Id(51)));

        again.Find("textarea").GetAttribute("value").ShouldBe("还没写完");
        other.Find("textarea").GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_private_note_goes_out_as_a_note()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find("button[aria-pressed]").Click();
        composer.Find("textarea").Input("@仓管 今天能出吗");
        composer.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        composer.WaitForAssertion(() => context.Server.Asked.ShouldContain(a => a.Body.Contains("\"kind\":\"note\"", StringComparison.Ordinal)));
        composer.Find(".compose").ClassList.ShouldNotContain("as-note");
    }

    [Fact]
    public async Task Who_may_not_reply_cannot_write()
    {
        using var context = new ConsoleContext();
        context.Server.On("GET", "/api/v1/session", _ => (HttpStatusCode.OK, ConsoleContext.Someone([Shared.Accounts.Permissions.ReadConversations])));
        await context.SignedIn();

        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find("textarea").HasAttribute("disabled").ShouldBeTrue();
    }

    private static async Task<ConsoleContext> Context()
    {
        var context = new ConsoleContext();
        context.Server.On("POST", $"/api/v1/shops/{ConsoleContext.Shop}/conversations/{Conversation}/messages",
            _ => (HttpStatusCode.OK, new MessageAck(Rows.Id(60), Conversation, 1, Rows.Noon, false)));
        return await context.SignedIn();
    }

    private static IEnumerable<string?> Sent(ConsoleContext context) => context.Server.Asked
        .Where(a => a.Route.EndsWith("/messages", StringComparison.Ordinal))
        .Select(a => JsonDocument.Parse(a.Body).RootElement.GetProperty("text").GetString());
}
