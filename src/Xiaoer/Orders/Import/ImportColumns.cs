using System.Text;

namespace Xiaoer.Orders.Import;

/// <summary>Which column of a file holds what, found by name: order, additions, spaces, case and full-width brackets do not matter.</summary>
internal sealed class ImportColumns
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private ImportColumns() { }

    public int this[string field] => _places.GetValueOrDefault(field, -1);

    public static ImportColumns Read(CsvReader header, ImportPreset preset)
    {
        var columns = new ImportColumns();
        var found = Enumerable.Range(0, header.Count).Select(i => header[i].ToString().Trim()).ToList();
        foreach (var (place, name) in found.Index())
        {
            var field = preset.Fields.FirstOrDefault(f => f.Names.Contains(Plain(name), StringComparer.Ordinal));
            if (field is not null && !columns._places.TryAdd(field.Name, place)) throw new ImportRefused("import.column_twice", $"Two columns could be {field.Shown}: {found[columns._places[field.Name]]} and {name}.");
        }

        var missing = preset.Fields.Where(f => f.Required && !columns._places.ContainsKey(f.Name)).Select(f => f.Shown).ToList();
        if (missing.Count > 0)
            throw new ImportRefused("import.missing_columns", $"Missing columns: {string.Join(", ", missing)}. The file has: {string.Join(", ", found)}.");
        return columns;
    }

    internal static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c) || c is '(' or ')') plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}
