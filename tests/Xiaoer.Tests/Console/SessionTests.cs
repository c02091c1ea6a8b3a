using System.Net;
using System.Text.Json;
using Xiaoer.Shared.Accounts;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Tests.Web;

public class SessionTests
{
    [Fact]
    public async Task Who_signs_out_is_not_told_that_the_session_ran_out()
    {
        using var context = await new ConsoleContext().SignedIn();
        var session = context.Get<Session>();
        context.Server.On("DELETE", "/api/v1/session", _ =>
        {
            session.End(); // the live line hears of it before the answer is here
            return (HttpStatusCode.NoContent, null);
        });

        await session.SignOut();

        (session.State, session.Ended).ShouldBe((SessionState.SignedOut, false));
    }

    [Fact]
    public async Task A_language_chosen_goes_with_the_person()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("PUT", "/api/v1/session", _ => (HttpStatusCode.OK, ConsoleContext.Someone(Permissions.Of(Role.Agent))));

        await context.Get<Session>().Speak(Texts.English);

        context.Get<Texts>().Language.ShouldBe(Texts.English);
        var (_, body) = context.Server.Asked.Single(a => a.Route == "PUT /api/v1/session");
        JsonDocument.Parse(body).RootElement.GetProperty("locale").GetString().ShouldBe("en");
    }
}
