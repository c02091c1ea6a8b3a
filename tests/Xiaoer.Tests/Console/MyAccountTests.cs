using System.Net;
using Bunit;
using Xiaoer.Shared.Accounts;
using Xiaoer.Web.Accounts;

namespace Xiaoer.Tests.Web;

/// <summary>What a person may change about themselves, on the settings page.</summary>
public class MyAccountTests
{
    private const string Old = "old-password";
    private const string New = "another-password";

    [Fact]
    public async Task A_new_name_is_shown_at_once()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("PUT", "/api/v1/session", body =>
        {
            body.ShouldContain("\"locale\":\"zh-CN\"");
            var me = ConsoleContext.Someone(Permissions.Of(Role.Agent));
            return (HttpStatusCode.OK, me with { Person = me.Person with { Name = "小兰" } });
        });
        var form = context.Render<NameForm>();

        await form.Find("input").InputAsync(" 小兰 ");
        await form.Find("form").SubmitAsync();

        context.Get<Session>().MyName.ShouldBe("小兰");
    }

    [Fact]
    public async Task A_password_is_changed_by_who_knows_the_old_one()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("POST", "/api/v1/session/password", _ => (HttpStatusCode.NoContent, null));
        var changed = 0;
        var card = context.Render<PasswordCard>(p => p.Add(c => c.OnChanged, () => changed++));

        await Fill(card, Old, New, New);

        changed.ShouldBe(1);
        var (_, body) = context.Server.Asked.Single(a => a.Route == "POST /api/v1/session/password");
        body.ShouldBe($$"""{"current_password":"{{Old}}","new_password":"{{New}}"}""");
        card.FindAll("input[type=password]").ShouldAllBe(i => string.IsNullOrEmpty(i.GetAttribute("value")));
    }

    [Fact]
    public async Task A_slip_of_the_hand_sends_nothing()
    {
        using var context = await new ConsoleContext().SignedIn();
        var card = context.Render<PasswordCard>();

        await Fill(card, Old, New, New + "1");

        card.Find("[role=alert]").TextContent.ShouldBe("两次输入的新密码不一样。");
        context.Server.Asked.ShouldNotContain(a => a.Route == "POST /api/v1/session/password");
    }

    [Fact]
    public async Task A_wrong_old_password_is_said_and_nothing_typed_is_lost()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("POST", "/api/v1/session/password", _ => (HttpStatusCode.Conflict, new { code = "password.wrong" }));
        var card = context.Render<PasswordCard>();

        await Fill(card, "not-it", New, New);

        card.Find("[role=alert]").TextContent.ShouldBe("当前密码不对。");
        card.FindAll("input[type=password]")[1].GetAttribute("value").ShouldBe(New);
    }

    private static async Task Fill(IRenderedComponent<PasswordCard> card, params string[] fields)
    {
        for (var i = 0; i < fields.Length; i++) await card.FindAll("input[type=password]")[i].InputAsync(fields[i]);
        await card.Find("form").SubmitAsync();
    }
}
