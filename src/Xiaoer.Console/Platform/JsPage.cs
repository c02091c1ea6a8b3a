using System.Runtime.InteropServices.JavaScript;

namespace Xiaoer.Web.Platform;

/// <summary>What the console asks of the page before it shows anything; the rest of <see cref="Browser"/> can wait for the slower way.</summary>
internal interface IPage
{
    string? Get(string key);
    void Set(string key, string value);
    void Remove(string key);
    string[] Keys(string prefix);
    string? Language();
    void Look(string theme, string language);
    void Focus(string selector);
    Task<string?> EarlySession();
}

/// <summary>The page itself, called without the JSON of <c>IJSRuntime</c>: setting that up takes a start 70 ms.</summary>
internal sealed partial class JsPage : IPage
{
    public string? Get(string key) => GetItem(key);
    public void Set(string key, string value) => SetItem(key, value);
    public void Remove(string key) => RemoveItem(key);
    public string[] Keys(string prefix) => FindKeys(prefix);
    public string? Language() => ReadLanguage();
    public void Look(string theme, string language) => Paint(theme, language);
    public void Focus(string selector) => FocusOn(selector);
    public Task<string?> EarlySession() => TakeSession();

    [JSImport("globalThis.xiaoer.get")]
    private static partial string? GetItem(string key);

    [JSImport("globalThis.xiaoer.set")]
    private static partial void SetItem(string key, string value);

    [JSImport("globalThis.xiaoer.remove")]
    private static partial void RemoveItem(string key);

    [JSImport("globalThis.xiaoer.keys")]
    private static partial string[] FindKeys(string prefix);

    [JSImport("globalThis.xiaoer.language")]
    private static partial string? ReadLanguage();

    [JSImport("globalThis.xiaoer.look")]
    private static partial void Paint(string theme, string language);

    [JSImport("globalThis.xiaoer.focus")]
    private static partial void FocusOn(string selector);

    [JSImport("globalThis.xiaoer.earlySession")]
    private static partial Task<string?> TakeSession();
}
