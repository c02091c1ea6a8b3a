using Microsoft.JSInterop;

namespace Xiaoer.Web.Platform;

/// <summary>
/// Keys pressed outside of text fields (and Escape, Alt+number anywhere). The page on top answers first; who returns true has dealt with it.
/// </summary>
public sealed class Keys
{
    private readonly List<Func<string, bool>> handlers = [];

    /// <summary>Letters and digits alone are shortcuts.</summary>
    internal bool Single { get; set; } = true;

    internal IDisposable Handle(Func<string, bool> handler)
    {
        handlers.Add(handler);
        return new Handler(this, handler);
    }

    /// <summary>Called by the page for each key; true: it was used, the browser does nothing more with it.</summary>
    [JSInvokable]
    public bool Press(string key)
    {
        if (!Single && key is [var one] && char.IsLetterOrDigit(one)) return false;
        foreach (var handler in handlers.AsEnumerable().Reverse().ToArray())
            if (handler(key)) return true;
        return false;
    }

    private sealed class Handler(Keys keys, Func<string, bool> handler) : IDisposable
    {
        public void Dispose() => keys.handlers.Remove(handler);
    }
}
