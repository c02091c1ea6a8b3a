using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Web.Platform;

/// <summary>The little that only JavaScript can do, by name; the other side is <c>wwwroot/js/console.js</c>.</summary>
internal sealed class Browser(IJSRuntime js, IPage page)
{
    private IJSInProcessRuntime Now => (IJSInProcessRuntime)js;

    public string? Get(string key) => page.Get(key);
    public void Set(string key, string value) => page.Set(key, value);
    public void Remove(string key) => page.Remove(key);

    public T? Get<T>(string key) where T : class
    {
        if (Get(key) is not { Length: > 0 } json) return null;
        try { return JsonSerializer.Deserialize<T>(json, XiaoerJson.Lenient); }
        catch (JsonException) { Remove(key); return null; }
    }

    public void Set<T>(string key, T value) => Set(key, JsonSerializer.Serialize(value, XiaoerJson.Options));

    public IReadOnlyList<string> Keys(string prefix) => page.Keys(prefix);

    /// <summary>What the page asked before the runtime was there: the session as JSON, "" for nobody signed in; null when it is to be asked (again).</summary>
    public Task<string?> EarlySession() => page.EarlySession();

    /// <summary>Chinese or English, as the browser is set.</summary>
    public string? Language() => page.Language();
    public void Look(string theme, string language) => page.Look(theme, language);
    public void Title(string title, int unread) => Now.InvokeVoid("xiaoer.title", title, unread);
    /// <summary>Three columns fit.</summary>
    public bool Wide() => Now.Invoke<bool>("xiaoer.wide");
    public bool Visible() => Now.Invoke<bool>("xiaoer.visible");
    public void Focus(string selector) => page.Focus(selector);
    public bool FocusNext(string selector, int by) => Now.Invoke<bool>("xiaoer.focusNext", selector, by);
    public void ShowDialog(ElementReference dialog) => Now.InvokeVoid("xiaoer.showDialog", dialog);
    /// <summary>A dialog leaves the page: the focus goes back to where it was before.</summary>
    public void DialogGone() => Now.InvokeVoid("xiaoer.dialogGone");
    public void Insert(ElementReference field, string text) => Now.InvokeVoid("xiaoer.insert", field, text);
    /// <summary>Where the caret stands in a field.</summary>
    public int Caret(ElementReference field) => Now.Invoke<int>("xiaoer.caret", field);
    /// <summary>Puts text in the place of so many signs before the caret.</summary>
    public void Complete(ElementReference field, int signs, string text) => Now.InvokeVoid("xiaoer.complete", field, signs, text);
    /// <summary>Saves what stands at an address of ours.</summary>
    public void Save(string url, string name) => Now.InvokeVoid("xiaoer.save", url, name);
    public void Fit(ElementReference field) => Now.InvokeVoid("xiaoer.fit", field);
    /// <summary>False: the browser did not let us.</summary>
    public ValueTask<bool> Copy(string text) => js.InvokeAsync<bool>("xiaoer.copy", text);

    public void ListenKeys(DotNetObjectReference<Keys> keys) => Now.InvokeVoid("xiaoer.listenKeys", keys);
    public void ListenPage<T>(DotNetObjectReference<T>? page) where T : class => Now.InvokeVoid("xiaoer.listenPage", page);

    public void AttachThread<T>(ElementReference box, DotNetObjectReference<T> thread) where T : class => Now.InvokeVoid("xiaoer.attachThread", box, thread);
    public void ThreadToEnd(ElementReference box) => Now.InvokeVoid("xiaoer.threadToEnd", box);
    /// <summary>To the entry that was looked for, else to the first unread one; true: that is the end.</summary>
    public bool ThreadToMark(ElementReference box) => Now.Invoke<bool>("xiaoer.threadToMark", box);

    public void AttachComposer<T>(ElementReference field, ElementReference zone, ElementReference picker, DotNetObjectReference<T> composer) where T : class =>
        Now.InvokeVoid("xiaoer.attachComposer", field, zone, picker, composer);

    public void AttachPicker<T>(ElementReference field, DotNetObjectReference<T> picker) where T : class => Now.InvokeVoid("xiaoer.attachPicker", field, picker);
    /// <summary>Scrolls just as far as needed.</summary>
    public void Reveal(string selector) => Now.InvokeVoid("xiaoer.reveal", selector);

    public void Upload<T>(string id, string url, string token, DotNetObjectReference<T> sink) where T : class => Now.InvokeVoid("xiaoer.upload", id, url, token, sink);
    /// <summary>Files dropped on the zone or picked there; <c>Picked</c> hears of each.</summary>
    public void AttachFiles<T>(ElementReference zone, ElementReference picker, DotNetObjectReference<T> sink) where T : class => Now.InvokeVoid("xiaoer.attachFiles", zone, picker, sink);
    /// <summary>Sends a picked file as the whole body.</summary>
    public void UploadBody<T>(string id, string url, string token, DotNetObjectReference<T> sink) where T : class => Now.InvokeVoid("xiaoer.uploadBody", id, url, token, sink);
    /// <summary>The picked file is still at hand.</summary>
    public bool HasUpload(string id) => Now.Invoke<bool>("xiaoer.hasUpload", id);
    public void DropUpload(string id) => Now.InvokeVoid("xiaoer.dropUpload", id);

    /// <summary>Who hears whether this page is in front, and where a clicked notice leads.</summary>
    public void AlertPage<T>(DotNetObjectReference<T> listener) where T : class => Now.InvokeVoid("xiaoer.alertPage", listener);
    public void AlertShowing(string? conversation) => Now.InvokeVoid("xiaoer.alertShowing", conversation);
    /// <summary>Said by every page, done by one. <paramref name="notice"/>: null for a sound only.</summary>
    public void Alert(string key, string? conversation, string tune, int volume, AlertNotice? notice) =>
        Now.InvokeVoid("xiaoer.alert", key, conversation, tune, volume, notice?.Title, notice?.Body, notice?.Url);

    public void Play(string tune, int volume) => Now.InvokeVoid("xiaoer.play", tune, volume);
    /// <summary><c>granted</c>, <c>denied</c>, <c>default</c>, or <c>unsupported</c>.</summary>
    public string Permission() => Now.Invoke<string?>("xiaoer.permission") ?? "unsupported";
    public ValueTask<string?> AskPermission() => js.InvokeAsync<string?>("xiaoer.askPermission");
    public bool CanPush() => Now.Invoke<bool>("xiaoer.canPush");
    /// <summary>What this browser's push service gave it, as JSON; "" for nothing.</summary>
    public ValueTask<string?> Pushed() => js.InvokeAsync<string?>("xiaoer.pushed");
    /// <summary>JSON as above, or <c>denied</c>, <c>unsupported</c>, <c>failed</c>.</summary>
    public ValueTask<string?> PushOn(string key) => js.InvokeAsync<string?>("xiaoer.pushOn", key);
    public ValueTask PushOff() => js.InvokeVoidAsync("xiaoer.pushOff");
    /// <summary><c>installed</c>, <c>offered</c>, <c>ios</c>, <c>menu</c>, or <c>insecure</c>.</summary>
    public string InstallState() => Now.Invoke<string?>("xiaoer.installState") ?? "insecure";
    public ValueTask Install() => js.InvokeVoidAsync("xiaoer.install");
}

/// <summary>A notice of the system: what it says, and what a click opens.</summary>
public sealed record AlertNotice(string Title, string Body, string Url);
