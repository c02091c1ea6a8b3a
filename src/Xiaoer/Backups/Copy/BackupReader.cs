using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Backups.Copy;

/// <summary>Opens a backup, proves that it is whole, and gives its rows out again.</summary>
internal sealed partial class BackupReader : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly string _path;
    private readonly ZipArchive _zip;

    private BackupReader(string path, ZipArchive zip, BackupManifest manifest) => (_path, _zip, Manifest) = (path, zip, manifest);

    public BackupManifest Manifest { get; }

    public static BackupReader Open(string path)
    {
        if (!File.Exists(path)) throw new BackupRefused($"There is no file {path}.");
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            return new BackupReader(path, zip, ReadManifest(path, zip));
        }
        catch (Exception e)
        {
            zip?.Dispose();
            if (e is InvalidDataException or JsonException) throw new BackupRefused($"{path} is no backup of Xiaoer, or its end is missing. Nothing was changed; use another backup.", e);
            throw;
        }
    }

    /// <summary>Reads every part and compares it with the manifest. Throws at the first that differs.</summary>
    public async Task Verify(IProgress<CopyProgress> progress, CancellationToken ct)
    {
        long rows = 0;
        await foreach (var part in Parts(ct)) progress.Report(new CopyProgress("checking", rows += part.Rows, Manifest.Rows));
    }

    /// <summary>The parts in the order they were written: a table always behind those it refers to. Each is checked as it is read.</summary>
    public async IAsyncEnumerable<Part> Parts([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var entry in Manifest.Parts)
        {
            var part = new Part(entry.Table, entry.Number, entry.Rows, await Content(entry, ct));
            if (part.Sha256 != entry.Sha256) throw Damaged(entry.EntryName, null);
            yield return part;
        }
    }

    public void Dispose() => _zip.Dispose();

    private async Task<byte[]> Content(PartEntry wanted, CancellationToken ct)
    {
        var content = new byte[wanted.Bytes];
        try
        {
            await using var stream = await (_zip.GetEntry(wanted.EntryName) ?? throw Damaged(wanted.EntryName, null)).OpenAsync(ct);
            await stream.ReadExactlyAsync(content, ct);
            return content;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(wanted.EntryName, e);
        }
    }

    private BackupRefused Damaged(string entry, Exception? e) => new($"The backup {_path} is damaged: {entry} is not what was written. Nothing was changed; use another backup.", e);

    private static BackupManifest ReadManifest(string path, ZipArchive zip)
    {
        var content = All(zip, BackupManifest.EntryName);
        var hash = Encoding.ASCII.GetString(All(zip, BackupManifest.HashEntryName));
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != hash) throw new BackupRefused($"The backup {path} is damaged: its manifest is not what was written. Nothing was changed; use another backup.");

        using var document = JsonDocument.Parse(content);
        if (!document.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number)) throw new InvalidDataException("No format.");
        if (number > BackupManifest.ThisFormat) throw new BackupRefused($"The backup {path} has format {number}; this program knows {BackupManifest.ThisFormat}. Restore it with a newer Xiaoer.");
        var manifest = document.Deserialize<BackupManifest>(XiaoerJson.Lenient) ?? throw new InvalidDataException("No manifest.");
        // Names become part of statements, sizes of memory: a file from elsewhere must not choose them freely.
        var names = manifest.Tables.SelectMany(t => t.Columns.Select(c => c.Name).Append(t.Name));
        if (!names.All(n => Name().IsMatch(n)) || manifest.Parts.Any(p => p.Bytes is < 0 or > MostBytes || manifest.Tables.All(t => t.Name != p.Table)))
            throw new InvalidDataException("Strange names or sizes.");
        return manifest;
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex Name();

    private static byte[] All(ZipArchive zip, string name)
    {
        using var stream = (zip.GetEntry(name) ?? throw new InvalidDataException($"No {name}.")).Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
