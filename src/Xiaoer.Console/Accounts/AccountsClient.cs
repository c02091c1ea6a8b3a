using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Accounts;

/// <summary>Shops, their people and sessions over the API.</summary>
internal sealed class AccountsClient(Api api)
{
    public Task<SessionView> Current() => api.Get<SessionView>("session");

    public async Task<SessionView> SignIn(string email, string password) =>
        await api.Post<SessionView>("session", new SignInRequest(email, password)) ?? throw new ApiFailure("empty", 502);

    public Task<SessionView> Change(ChangeMyselfRequest me) => api.Put<SessionView>("session", me);

    public Task Change(ChangePasswordRequest password) => api.Post("session/password", password);

    public Task SignOut() => api.Delete("session");

    public async Task<IReadOnlyList<SessionEntry>> Sessions() => (await api.Get<Page<SessionEntry>>("sessions")).Items;

    public Task End(Guid session) => api.Delete($"sessions/{session}");

    public Task EndOthers() => api.Delete("sessions");

    public async Task<IReadOnlyList<ColleagueView>> Colleagues(Guid shop) => (await api.Get<Page<ColleagueView>>($"shops/{shop}/colleagues")).Items;

    public Task<SetupState> Setup() => api.Get<SetupState>("setup");

    public async Task<SetUpView> SetUp(SetUpRequest shop) => await api.Post<SetUpView>("setup", shop) ?? throw new ApiFailure("empty", 502);

    public async Task<DemoRemoved> RemoveDemo(Guid shop) => await api.Delete<DemoRemoved>($"shops/{shop}/demo") ?? throw new ApiFailure("empty", 502);

    public Task<ShopView> Shop(Guid shop) => api.Get<ShopView>($"shops/{shop}");

    public Task<ShopView> Change(Guid shop, SaveShopRequest wanted, int version) => api.Put<ShopView>($"shops/{shop}", wanted, version);

    public Task<OfficeHours> Hours(Guid shop) => api.Get<OfficeHours>($"shops/{shop}/office-hours");

    public Task<OfficeHours> Change(Guid shop, OfficeHours hours) => api.Put<OfficeHours>($"shops/{shop}/office-hours", hours);

    public async Task<ShopView> Open(SaveShopRequest shop) => await api.Post<ShopView>("shops", shop) ?? throw new ApiFailure("empty", 502);

    public async Task<IReadOnlyList<ShopPersonView>> People(Guid shop) => (await api.Get<Page<ShopPersonView>>($"shops/{shop}/people")).Items;

    public Task<ShopPersonView> Change(Guid shop, Guid person, ChangePersonRequest wanted, int version) =>
        api.Put<ShopPersonView>($"shops/{shop}/people/{person}", wanted, version);

    public Task ResetPassword(Guid shop, Guid person, string password) => api.Post($"shops/{shop}/people/{person}/password", new ResetPasswordRequest(password));

    public async Task<IReadOnlyList<TeamView>> Teams(Guid shop) => (await api.Get<Page<TeamView>>($"shops/{shop}/teams")).Items;

    public async Task<TeamView> AddTeam(Guid shop, string name) => await api.Post<TeamView>($"shops/{shop}/teams", new SaveTeamRequest(name)) ?? throw new ApiFailure("empty", 502);

    public Task<TeamView> Change(Guid shop, Guid team, SaveTeamRequest wanted) => api.Put<TeamView>($"shops/{shop}/teams/{team}", wanted);

    public async Task<IReadOnlyList<InvitationView>> Invitations(Guid shop) => (await api.Get<Page<InvitationView>>($"shops/{shop}/invitations")).Items;

    public async Task<InvitationLink> Invite(Guid shop, InviteRequest wanted) =>
        await api.Post<InvitationLink>($"shops/{shop}/invitations", wanted) ?? throw new ApiFailure("empty", 502);

    public async Task<InvitationLink> Link(Guid shop, Guid invitation) =>
        await api.Post<InvitationLink>($"shops/{shop}/invitations/{invitation}/link", null) ?? throw new ApiFailure("empty", 502);

    public Task Withdraw(Guid shop, Guid invitation) => api.Delete($"shops/{shop}/invitations/{invitation}");

    public async Task<InvitationOffer> Offer(string token) =>
        await api.Post<InvitationOffer>("invitations/offer", new InvitationToken(token)) ?? throw new ApiFailure("empty", 502);

    public Task Join(string token) => api.Post("invitations/join", new InvitationToken(token));

    public Task Accept(AcceptInvitationRequest answer) => api.Post("invitations/accept", answer);
}
