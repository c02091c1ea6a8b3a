using System.Text.Json;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Alerts;

/// <summary>Pushes to this browser: asked for by its person, renewed at each start in their language, never inherited by who signs in next.</summary>
internal sealed class DevicePushes
{
    private readonly NotificationsClient client;
    private readonly Session session;
    private readonly Browser browser;
    private readonly Texts texts;

    public DevicePushes(NotificationsClient client, Session session, Browser browser, Texts texts)
    {
        (this.client, this.session, this.browser, this.texts) = (client, session, browser, texts);
        session.ShopChanged.Subscribe(() => _ = Renew());
        texts.Changed.Subscribe(() => _ = Renew());
    }

    private string Key => $"push:{session.Me:N}";

    /// <summary>This browser's device as JSON, when it is this person's; else "".</summary>
    public async Task<string> Here() => browser.Get(Key) is null ? "" : await browser.Pushed() ?? "";

    public Task<IReadOnlyList<PushDeviceView>> List() => client.Devices();

    public Task Remove(Guid device) => client.Remove(device);

    /// <summary>Null: on. Else the key of the text that says why not.</summary>
    public async Task<string?> On()
    {
        var answer = await browser.PushOn(await client.Key());
        if (Read(answer) is not { } device) return answer is "denied" ? "alerts.denied" : answer is "unsupported" ? "alerts.push_unsupported" : "alerts.push_failed";
        await client.Subscribe(device);
        browser.Set(Key, "on");
        return null;
    }

    public async Task Off(IEnumerable<PushDeviceView> devices)
    {
        foreach (var device in devices.Where(d => d.Current)) await client.Remove(device.Id);
        browser.Remove(Key);
        await browser.PushOff();
    }

    private async Task Renew()
    {
        if (session.State != SessionState.SignedIn || browser.Get(Key) is null) return;
        try
        {
            if (Read(await browser.Pushed()) is { } device) await client.Subscribe(device);
        }
        catch (ApiFailure) { } // the next start tries again
    }

    private SubscribeRequest? Read(string? json)
    {
        if (json is not ['{', ..]) return null;
        using var parts = JsonDocument.Parse(json);
        string Part(string name) => parts.RootElement.GetProperty(name).GetString() ?? "";
        return new SubscribeRequest(Part("endpoint"), Part("p256dh"), Part("auth"), texts.Language == Texts.English ? Locales.English : Locales.Chinese);
    }
}
