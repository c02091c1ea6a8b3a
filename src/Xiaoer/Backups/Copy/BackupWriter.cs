using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Backups.Copy;

/// <summary>
/// Writes a backup: a zip that is called <c>….unfinished</c> until everything in it is on the disk. Whatever breaks off, there is never half a backup
/// under the right name, and never one that was there before is written over.
/// </summary>
internal sealed class BackupWriter : IDisposable
{
    private readonly string _path, _temporary;
    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly List<PartEntry> _parts = [];
    private bool _finished;

    public BackupWriter(string path)
    {
        (_path, _temporary) = (path, path + ".unfinished");
        if (File.Exists(path)) throw new BackupRefused($"{path} exists already. It was not touched; choose another name.");
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder)) throw new BackupRefused($"There is no folder {folder}.");

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // everything is in it
        try
        {
            _file = new FileStream(_temporary, options);
        }
        catch (IOException e) when (File.Exists(_temporary))
        {
            throw new BackupRefused($"{_temporary} is being written by another process. Wait for it, or choose another name.", e);
        }

        _zip = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
    }

    public IReadOnlyList<PartEntry> Parts => _parts;

    public void Add(Part part)
    {
        var entry = PartEntry.Of(part);
        Write(entry.EntryName, part.Content);
        _parts.Add(entry);
    }

    /// <summary>Ends the file, syncs it and gives it its name. Returns its size.</summary>
    public long Finish(BackupManifest manifest)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(manifest, XiaoerJson.Options);
        Write(BackupManifest.EntryName, content);
        Write(BackupManifest.HashEntryName, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content))));
        _zip.Dispose();
        _file.Flush(flushToDisk: true);
        var bytes = _file.Length;
        _file.Dispose();

        try
        {
            File.Move(_temporary, _path, overwrite: false);
        }
        catch (IOException e) when (File.Exists(_path))
        {
            throw new BackupRefused($"{_path} has come into being meanwhile and was not touched. Choose another name.", e);
        }

        _finished = true;
        FolderSync.Run(Path.GetDirectoryName(_path)!);
        return bytes;
    }

    public void Dispose()
    {
        if (_finished) return;
        try
        {
            _zip.Dispose();
            _file.Dispose();
        }
        catch (IOException)
        {
            // The disk that is full cannot take the end of the file either.
        }
        finally
        {
            File.Delete(_temporary);
        }
    }

    private void Write(string name, byte[] content)
    {
        using var entry = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }
}
