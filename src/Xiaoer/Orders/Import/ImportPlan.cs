using System.Security.Cryptography;
using System.Text.Json;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import;

/// <summary>How a file is to be read: its preset, its encoding, and what a person has said about its columns.</summary>
internal sealed record ImportPlan(ImportPreset Preset, string? Encoding = null, IReadOnlyDictionary<string, string>? Mapping = null)
{
    public ImportKind Kind => Preset.Kind;

    /// <summary>Two starts with the same fingerprint are the same import.</summary>
    public string Fingerprint(string fileHash)
    {
        var text = $"{Kind}|{Preset.Name}|{fileHash}";
        if (Mapping is { Count: > 0 }) text += "|" + string.Join('|', Mapping.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Looks at the file for what is not said.</summary>
    public static ImportPlan Find(string path, ImportKind kind, string? preset = null, string? encoding = null, IReadOnlyDictionary<string, string>? mapping = null)
    {
        var chosen = preset is null ? null : ImportPreset.Find(preset, kind) ?? throw new ImportRefused("import.unknown_preset", $"Known presets: {string.Join(", ", ImportPreset.Of(kind).Select(p => p.Name))}.");
        if (encoding is not null && !TextEncodings.Names.Contains(encoding)) throw new ImportRefused("import.unknown_encoding", $"Known encodings: {string.Join(", ", TextEncodings.Names)}.");

        var form = FileForms.Of(path);
        encoding = form is FileForm.Csv or FileForm.Gzip ? encoding ?? SourceFile.EncodingOf(path, form) : null;
        if (chosen is null)
        {
            using var source = SourceFile.Open(path, encoding);
            if (!Header(source.Records)) throw NoHeader();
            chosen = ImportPreset.Detect(kind, ImportColumns.NamesOf(source.Records));
        }

        return new ImportPlan(chosen, encoding, mapping is { Count: > 0 } ? mapping : null);
    }

    public static ImportPlan Of(ImportRun run) => new(
        ImportPreset.Find(run.Preset, run.Kind)!, run.Encoding, run.Mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(run.Mapping, XiaoerJson.Options));

    public string? MappingText() => Mapping is { Count: > 0 } ? JsonSerializer.Serialize(Mapping, XiaoerJson.Options) : null;

    /// <summary>Opens the file behind its header.</summary>
    public SourceFile Open(string path, out ImportColumns columns)
    {
        var source = SourceFile.Open(path, Encoding);
        try
        {
            if (!Header(source.Records)) throw NoHeader();
            columns = ImportColumns.Read(source.Records, Preset, Mapping);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public static ImportRefused NoHeader() => new("import.no_header", "The file has no header line.");

    public static bool Header(IRecords records)
    {
        try
        {
            return records.ReadHeader() && records.Fault is null;
        }
        catch (InvalidDataException)
        {
            throw ImportRefused.Damaged();
        }
    }
}
