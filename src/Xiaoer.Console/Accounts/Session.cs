using System.Text.Json;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Accounts;

public enum SessionState { Unknown, SignedOut, SignedIn, Unreachable }

/// <summary>Who sits at this browser, in which shop they work now, and what they may do there.</summary>
internal sealed class Session
{
    private readonly AccountsClient accounts;
    private readonly Api api;
    private readonly Preferences preferences;
    private readonly Browser browser;
    private bool leaving;

    public Session(AccountsClient accounts, Api api, Preferences preferences, Browser browser)
    {
        (this.accounts, this.api, this.preferences, this.browser) = (accounts, api, preferences, browser);
        api.SignedOut.Subscribe(End);
    }

    public Signal Changed { get; } = new();

    /// <summary>Raised after the shop changed: whatever shows a shop's data starts over.</summary>
    public Signal ShopChanged { get; } = new();

    public SessionState State { get; private set; }

    /// <summary>The session ended while somebody was working.</summary>
    public bool Ended { get; private set; }

    public SessionView? View { get; private set; }
    public ShopAccess? Shop { get; private set; }
    public Guid Me => View?.Person.Id ?? Guid.Empty;
    public string MyName => View?.Person.Name ?? "";
    public Guid ShopId => Shop?.Id ?? Guid.Empty;

    public bool May(string permission) => Shop?.Permissions.Contains(permission) ?? false;

    public async Task Restore()
    {
        try
        {
            var early = await browser.EarlySession();
            if (early is "") Turn(SessionState.SignedOut);
            else Enter(early is null ? await accounts.Current() : JsonSerializer.Deserialize<SessionView>(early, XiaoerJson.Lenient)!);
        }
        catch (ApiFailure failure)
        {
            Turn(failure.Status == 401 ? SessionState.SignedOut : SessionState.Unreachable);
        }
    }

    public async Task SignIn(string email, string password) => Enter(await accounts.SignIn(email, password));

    /// <summary>What this person may do has changed: a shop joined, opened or gone.</summary>
    public async Task Refresh() => Enter(await accounts.Current());

    public async Task SignOut()
    {
        leaving = true;
        try
        {
            await accounts.SignOut();
            Forget(ended: false);
        }
        finally { leaving = false; }
    }

    /// <summary>The server says that nobody is signed in here any more; not news to who is just signing out.</summary>
    public void End()
    {
        if (!leaving) Forget(ended: true);
    }

    /// <summary>The language goes with the person, to every browser.</summary>
    public async Task Speak(string language)
    {
        preferences.Choose(c => c with { Language = language });
        if (View is not { Person: var me }) return;
        try { View = await accounts.Change(new ChangeMyselfRequest(me.Name, language == Texts.English ? Locales.English : Locales.Chinese)); }
        catch (ApiFailure) { } // this browser knows it; another may ask again
    }

    /// <summary>The name customers and colleagues see.</summary>
    public async Task Rename(string name)
    {
        if (View is not { Person: var me }) return;
        View = await accounts.Change(new ChangeMyselfRequest(name, me.Locale));
        Changed.Raise();
    }

    public void Switch(Guid shop)
    {
        if (shop == ShopId || View?.Shops.FirstOrDefault(s => s.Id == shop) is not { } wanted) return;
        Shop = wanted;
        preferences.Choose(c => c with { Shop = shop });
        ShopChanged.Raise();
        Changed.Raise();
    }

    private void Turn(SessionState state)
    {
        State = state;
        Changed.Raise();
    }

    private void Enter(SessionView view)
    {
        View = view;
        api.Antiforgery = view.AntiforgeryToken;
        preferences.Enter(view.Person.Id, view.Person.Locale);
        Shop = view.Shops.FirstOrDefault(s => s.Id == preferences.Now.Shop) ?? (view.Shops.Count > 0 ? view.Shops[0] : null);
        (State, Ended) = (SessionState.SignedIn, false);
        ShopChanged.Raise();
        Changed.Raise();
    }

    private void Forget(bool ended)
    {
        if (State == SessionState.SignedOut) return;
        (View, Shop, api.Antiforgery) = (null, null, null);
        (State, Ended) = (SessionState.SignedOut, ended);
        ShopChanged.Raise();
        Changed.Raise();
    }
}
