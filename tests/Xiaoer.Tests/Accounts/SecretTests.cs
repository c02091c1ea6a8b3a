using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Tests.Accounts;

public class SecretTests
{
    [Fact]
    public void A_session_ticket_reads_what_it_wrote()
    {
        var ticket = new SessionTicket(new SessionId(Guid.CreateVersion7()), Secrets.New());

        var read = SessionTicket.Read(ticket.ToString()).ShouldNotBeNull();

        read.Session.ShouldBe(ticket.Session);
        read.AntiforgeryToken.ShouldBe(ticket.AntiforgeryToken);
        read.HasToken(ticket.AntiforgeryToken).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("not base64 ☃")]
    public void A_crooked_ticket_is_none(string? text) => SessionTicket.Read(text).ShouldBeNull();

    [Fact]
    public void A_token_of_another_session_does_not_fit()
    {
        var (mine, theirs) = (new SessionTicket(new SessionId(Guid.CreateVersion7()), Secrets.New()), new SessionTicket(new SessionId(Guid.CreateVersion7()), Secrets.New()));

        mine.HasToken(theirs.AntiforgeryToken).ShouldBeFalse();
        mine.HasToken(null).ShouldBeFalse();
        mine.HasToken("").ShouldBeFalse();
    }

    [Fact]
    public void An_api_key_reads_what_it_wrote_and_only_its_secret_proves_it()
    {
        var key = ApiKeyText.New();

        var read = ApiKeyText.Read("Bearer " + key).ShouldNotBeNull();

        read.Prefix.ShouldBe(key.Prefix);
        Secrets.Matches(read.Secret, Secrets.Hash(key.Secret)).ShouldBeTrue();
        Secrets.Matches(Secrets.New(), Secrets.Hash(key.Secret)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Bearer xv_0123456789ab_AAAA")]
    [InlineData("Bearer xk_")]
    [InlineData("Bearer xk_0123456789ab_short")]
    [InlineData("Basic xk_0123456789ab_AAAA")]
    public void What_is_no_api_key_is_none(string header) => ApiKeyText.Read(header).ShouldBeNull();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(9, 480)]
    [InlineData(60, 3600)]
    public void An_account_rests_twice_as_long_each_time(int failures, int seconds) => SignInAttempts.Rest(failures).ShouldBe(TimeSpan.FromSeconds(seconds));
}
