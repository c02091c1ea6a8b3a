using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Search;

/// <summary>The hits of one kind: none asked for yet, coming, there, or refused.</summary>
internal sealed class HitList<THit>(Func<string?, CancellationToken, Task<(IReadOnlyList<THit> Items, string? Next)>> fetch)
{
    private List<THit>? items;

    /// <summary>Null until the first answer.</summary>
    public IReadOnlyList<THit>? Items => items;
    public string? Next { get; private set; }
    public bool Busy { get; private set; }
    public ApiFailure? Failure { get; private set; }

    public void Clear() => (items, Next, Busy, Failure) = (null, null, false, null);

    /// <summary>What was found stays on the screen until the new answer is there.</summary>
    public async Task Load(bool more, CancellationToken ct)
    {
        (Busy, Failure) = (true, null);
        try
        {
            var found = await fetch(more ? Next : null, ct);
            if (ct.IsCancellationRequested) return;
            if (!more) items = [];
            items!.AddRange(found.Items);
            Next = found.Next;
        }
        catch (ApiFailure failure) { Failure = failure; }
        catch (OperationCanceledException) { return; }
        Busy = false;
    }
}
