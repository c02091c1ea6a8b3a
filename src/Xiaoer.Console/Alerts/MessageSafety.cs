using System.Runtime.CompilerServices;
using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Alerts;

/// <summary>Warns of links and requests in messages by the shop's settings (A3.16); looked at once, here in the page.</summary>
internal sealed class MessageSafety
{
    private readonly Api api;
    private readonly Session session;
    private readonly ConditionalWeakTable<string, IReadOnlyList<MessageWarning>> known = [];

    public MessageSafety(Api api, Session session)
    {
        (this.api, this.session) = (api, session);
        session.ShopChanged.Subscribe(() => _ = Load());
    }

    /// <summary>The trusted domains came or changed: what was warned of may be fine.</summary>
    public Signal Changed { get; } = new();
    public SafetyView View { get; private set; } = new([], 0);
    private Guid shop;

    public IReadOnlyList<MessageWarning> Of(string text) => known.GetValue(text, t => MessageWarnings.Of(t, new SafetySettings(View.TrustedDomains)));

    /// <summary>What is wrong with a link; null: nothing we know of.</summary>
    public MessageWarning? Warn(string address) => Links.Of(address) is { } link ? LinkWarnings.Of(link, new SafetySettings(View.TrustedDomains)) : null;

    /// <summary>Asked for when the first message is shown, and again in another shop.</summary>
    public async Task Load()
    {
        if (shop == session.ShopId) return;
        shop = session.ShopId;
        if (shop == Guid.Empty) return;
        try { Take(await api.Get<SafetyView>($"shops/{shop}/safety")); }
        catch (ApiFailure) { Take(new([], 0)); } // warns of more rather than of less
    }

    public async Task Save(IReadOnlyList<string> domains) =>
        Take(await api.Put<SafetyView>($"shops/{session.ShopId}/safety", new SaveSafetyRequest(domains), View.Version));

    private void Take(SafetyView view)
    {
        View = view;
        known.Clear();
        Changed.Raise();
    }
}
