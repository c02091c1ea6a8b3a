using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>Which conversations of the list are chosen for the same to be done with all of them.</summary>
internal sealed class Selection
{
    private readonly HashSet<Guid> chosen = [];
    private Guid? last;

    public Signal Changed { get; } = new();

    /// <summary>Rows show a box to tick.</summary>
    public bool On { get; private set; }

    public IReadOnlyCollection<Guid> Chosen => chosen;
    public bool Has(Guid id) => chosen.Contains(id);

    public void Toggle()
    {
        On = !On;
        if (!On) Forget();
        Changed.Raise();
    }

    /// <param name="upTo">With shift: everything from the last one chosen to this one.</param>
    public void Choose(Guid id, bool upTo, IReadOnlyList<Guid> order)
    {
        On = true;
        var (from, to) = (last is { } before ? IndexOf(order, before) : -1, IndexOf(order, id));
        if (upTo && from >= 0 && to >= 0) chosen.UnionWith(order.Skip(Math.Min(from, to)).Take(Math.Abs(from - to) + 1));
        else if (!chosen.Remove(id)) chosen.Add(id);
        last = id;
        Changed.Raise();
    }

    public void ChooseAll(IEnumerable<Guid> order, int most)
    {
        On = true;
        chosen.UnionWith(order.Take(most));
        Changed.Raise();
    }

    /// <summary>What is done with is chosen no more; what was refused stays.</summary>
    public void Done(IEnumerable<Guid> ids)
    {
        chosen.ExceptWith(ids);
        if (chosen.Count == 0) (On, last) = (false, null);
        Changed.Raise();
    }

    public void Clear()
    {
        On = false;
        Forget();
        Changed.Raise();
    }

    private void Forget()
    {
        chosen.Clear();
        last = null;
    }

    private static int IndexOf(IReadOnlyList<Guid> order, Guid id)
    {
        for (var i = 0; i < order.Count; i++)
            if (order[i] == id) return i;
        return -1;
    }
}
