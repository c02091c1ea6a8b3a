using System.Globalization;
using Xiaoer.Platform;
using Xiaoer.Platform.Files;

namespace Xiaoer.Backups.Copy;

/// <summary>
/// A restored SQLite file and restored files wait in <c>restoring</c> until all is there. A marker, synced to the disk, is the decision; the renames
/// behind it may break off anywhere and are taken up again at the next start, before anything opens the store.
/// </summary>
internal sealed class StagedStore(XiaoerOptions options)
{
    // The search index goes with the store it was made from: beside another it would know messages that are not there and miss others.
    private static readonly string[] DatabaseFiles = ["search.db-wal", "search.db-shm", "search.db", "xiaoer.db-wal", "xiaoer.db-shm", "xiaoer.db"];

    private readonly string _staging = Path.Join(options.DataFolder, "restoring");

    public string Database => Path.Join(_staging, "xiaoer.db");
    private string Marker => Path.Join(_staging, "ready");

    public void Begin() => Directory.CreateDirectory(_staging);

    /// <summary>The old store's folder, when there was one.</summary>
    public string? Install(DateTimeOffset at)
    {
        var hadOne = File.Exists(options.SqliteFile) || StagedFiles.Shards(options.FilesFolder).Any();
        if (File.Exists(Database)) Sync(Database);
        Directory.CreateDirectory(_staging);
        var aside = NameAside(at);
        File.WriteAllText(Marker, aside);
        Sync(Marker);
        FolderSync.Run(_staging);
        Finish(options);
        return hadOne ? Path.Join(options.DataFolder, aside) : null;
    }

    public void Discard()
    {
        if (Directory.Exists(_staging)) Directory.Delete(_staging, recursive: true);
    }

    /// <summary>Ends a restore that was decided and broke off. Call it with the folder locked, before the store is opened.</summary>
    public static void Finish(XiaoerOptions options)
    {
        var staged = new StagedStore(options);
        if (!File.Exists(staged.Marker)) return;
        var aside = File.ReadAllText(staged.Marker);
        if (!options.UsesPostgres) staged.SwapDatabase(Path.Join(options.DataFolder, aside));
        if (!options.KeepsFilesInDatabase) new StagedFiles(options.FilesFolder).Swap(aside);
        FolderSync.Run(options.DataFolder);
        staged.Discard();
    }

    /// <summary>What the old store is called once another has taken its place.</summary>
    public static string NameAside(DateTimeOffset at) => at.UtcDateTime.ToString("'replaced-'yyyyMMdd'-'HHmmss", CultureInfo.InvariantCulture);

    // While the new file still waits, what lies in its place is the old one; the log before the file it belongs to.
    private void SwapDatabase(string aside)
    {
        if (!File.Exists(Database)) return;
        foreach (var name in DatabaseFiles)
        {
            var old = Path.Join(options.DataFolder, name);
            if (!File.Exists(old)) continue;
            Directory.CreateDirectory(aside);
            File.Move(old, Path.Join(aside, name));
        }

        File.Move(Database, options.SqliteFile);
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
