using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Accounts;

/// <summary>People and their sessions over the API.</summary>
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
}
