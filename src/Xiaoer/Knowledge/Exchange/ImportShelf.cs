using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>What is there already and what the file has brought so far: finds the phrase a row is about, and notes what stands in its way.</summary>
internal sealed class ImportShelf
{
    private readonly Dictionary<(PhraseScope Scope, string Key), Script> _shortcuts;
    private readonly Dictionary<(PhraseScope Scope, string Text), Script> _texts = [];
    private readonly HashSet<(PhraseScope Scope, string Key)> _seen = [];
    private readonly HashSet<(PhraseScope Scope, string Text)> _said = [];
    private readonly Dictionary<PhraseScope, int> _room;

    public ImportShelf(IReadOnlyList<Script> known)
    {
        _shortcuts = known.Where(s => s.ShortcutKey is not null).ToDictionary(s => (s.Scope, s.ShortcutKey!));
        foreach (var script in known) _texts.TryAdd((script.Scope, script.Text), script);
        _room = new()
        {
            [PhraseScope.Shop] = PhraseRules.MostOfShop - known.Count(s => s.OwnerId is null),
            [PhraseScope.Personal] = PhraseRules.MostOfPerson - known.Count(s => s.OwnerId is not null),
        };
    }

    /// <summary>Phrases to add.</summary>
    public List<Script> Added { get; } = [];

    /// <summary>The phrase this row changes; null: a new one, or – with faults – none.</summary>
    public Script? Find(PhraseRow row, PersonId? me)
    {
        if (row.Scope is not { } scope || row.Faults.Count > 0) return null;

        var key = row.Shortcut is null ? null : Script.KeyOf(row.Shortcut);
        var other = scope == PhraseScope.Shop ? PhraseScope.Personal : PhraseScope.Shop;
        if (key is not null && (_shortcuts.ContainsKey((other, key)) || _seen.Contains((other, key)))) row.Faults.Add(new(PhraseColumns.Shortcut, "shortcut_taken"));
        if (key is not null && !_seen.Add((scope, key))) row.Faults.Add(new(PhraseColumns.Shortcut, "twice"));
        if (!_said.Add((scope, row.Text))) row.Faults.Add(new(PhraseColumns.Text, "twice"));
        if (row.Faults.Count > 0) return null;

        var target = (key is null ? null : _shortcuts.GetValueOrDefault((scope, key))) ?? _texts.GetValueOrDefault((scope, row.Text));
        if (target is null && --_room[scope] < 0) row.Faults.Add(new("row", "too_many"));
        return target;
    }
}
