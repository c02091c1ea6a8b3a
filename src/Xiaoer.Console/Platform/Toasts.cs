using System.Collections.Immutable;

namespace Xiaoer.Web.Platform;

public enum ToastTone { Plain, Good, Bad }

/// <summary>One message at the foot of the page, perhaps with something to do about it.</summary>
public sealed record Toast(int Id, string Text, ToastTone Tone, string? Action, Func<Task>? Act);

/// <summary>Short messages that come and go: what failed and what to do, what was done and how to undo it.</summary>
internal sealed class Toasts(TimeProvider time, Texts texts)
{
    private const int Most = 4;
    private int last;

    public Signal Changed { get; } = new();
    public ImmutableList<Toast> Shown { get; private set; } = [];

    public void Good(string text) => Show(text, ToastTone.Good);
    public void Bad(string text) => Show(text, ToastTone.Bad);
    public void Bad(ApiFailure failure) => Show(failure.Say(texts), ToastTone.Bad);

    public void Show(string text, ToastTone tone, string? action = null, Func<Task>? act = null)
    {
        if (action is null && Shown.Exists(t => t.Text == text)) return;
        var toast = new Toast(++last, text, tone, action, act);
        Shown = Shown.Add(toast);
        if (Shown.Count > Most) Shown = Shown.RemoveAt(0);
        Changed.Raise();
        _ = Fade(toast, TimeSpan.FromSeconds(action is not null ? 8 : tone == ToastTone.Bad ? 7 : 4));
    }

    public void Close(int id)
    {
        if (Shown.RemoveAll(t => t.Id == id) is var left && left.Count == Shown.Count) return;
        Shown = left;
        Changed.Raise();
    }

    /// <summary>Runs something that may fail and says so when it does. True: it worked.</summary>
    public async Task<bool> Try(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (ApiFailure failure)
        {
            if (failure.Status != 401) Bad(failure);
            return false;
        }
        catch (OperationCanceledException) { return false; }
    }

    private async Task Fade(Toast toast, TimeSpan after)
    {
        await Task.Delay(after, time);
        Close(toast.Id);
    }
}
