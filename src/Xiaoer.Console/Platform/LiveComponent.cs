using Microsoft.AspNetCore.Components;

namespace Xiaoer.Web.Platform;

/// <summary>What every component here is: it speaks the chosen language and draws itself anew when what it follows changes.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly List<IDisposable> following = [];
    private bool disposed;

    [Inject] private protected Texts T { get; set; } = default!;

    protected override void OnInitialized() => Follow(T.Changed);

    private protected void Follow(Signal signal) => Follow(signal, StateHasChanged);

    private protected void Follow(Signal signal, Action act) => following.Add(signal.Subscribe(() => _ = InvokeAsync(() =>
    {
        if (!disposed) act();
    })));

    protected virtual void Dispose(bool disposing)
    {
        disposed = true;
        foreach (var subscription in following) subscription.Dispose();
        following.Clear();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }
}
