using System.Text;
using Xiaoer.Orders.Import.Presets;

namespace Xiaoer.Orders.Import.Reading;

/// <summary>
/// Which column of a file holds what. Found by name, unless a person has said otherwise: order, additions, spaces, case and full-width brackets do not matter.
/// </summary>
internal sealed class ImportColumns
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private ImportColumns(IReadOnlyList<string> names) => Names = names;

    /// <summary>The columns as the file names them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Fields the preset needs and the file has not.</summary>
    public IReadOnlyList<ImportField> Missing { get; private set; } = [];

    public int this[string field] => _places.GetValueOrDefault(field, -1);

    public bool Has(string field) => _places.ContainsKey(field);

    /// <summary>What a column is taken for; null: it is ignored.</summary>
    public string? FieldAt(int column)
    {
        foreach (var (field, place) in _places)
            if (place == column) return field;
        return null;
    }

    public static ImportColumns Read(IRecords header, ImportPreset preset, IReadOnlyDictionary<string, string>? mapping = null)
    {
        var columns = Find(NamesOf(header), preset, mapping);
        if (columns.Missing.Count > 0)
            throw new ImportRefused("import.missing_columns", $"Missing columns: {string.Join(", ", columns.Missing.Select(f => f.Shown))}. The file has: {string.Join(", ", columns.Names)}.");
        return columns;
    }

    /// <param name="names">The columns of the file.</param>
    /// <param name="preset">The fields that are looked for.</param>
    /// <param name="mapping">Field → column, as a person says; an empty column leaves the field out.</param>
    public static ImportColumns Find(IReadOnlyList<string> names, ImportPreset preset, IReadOnlyDictionary<string, string>? mapping = null)
    {
        var columns = new ImportColumns(names);
        var plain = names.Select(Plain).ToList();
        var said = mapping ?? new Dictionary<string, string>();
        foreach (var field in preset.Fields)
        {
            if (!said.TryGetValue(field.Name, out var wanted)) continue;
            var place = wanted.Length == 0 ? -1 : plain.IndexOf(Plain(wanted));
            if (place >= 0) columns._places[field.Name] = place;
        }

        var taken = columns._places.Values.ToHashSet();
        foreach (var field in preset.Fields.Where(f => !said.ContainsKey(f.Name)))
        {
            var found = field.Names.SelectMany(name => Places(plain, name)).Where(p => !taken.Contains(p)).ToList();
            if (found.Count == 0) continue;
            if (found.Count > 1 && (preset.Strict || plain[found[0]] == plain[found[1]]))
                throw new ImportRefused("import.column_twice", $"Two columns could be {field.Shown}: {names[found[0]]} and {names[found[1]]}.");
            columns._places[field.Name] = found[0];
            taken.Add(found[0]);
        }

        columns.Missing = [.. preset.Fields.Where(f => f.Required && !columns.Has(f.Name))];
        return columns;
    }

    public static IReadOnlyList<string> NamesOf(IRecords header) => [.. Enumerable.Range(0, header.Count).Select(i => header[i].ToString().Trim('\ufeff', ' ', '\t', '\u3000'))];

    internal static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c) || c is '(' or ')') plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    private static IEnumerable<int> Places(List<string> plain, string name)
    {
        for (var i = 0; i < plain.Count; i++)
            if (plain[i] == name) yield return i;
    }
}
