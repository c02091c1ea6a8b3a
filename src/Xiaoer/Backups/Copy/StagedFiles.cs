using System.Globalization;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Backups.Copy;

/// <summary>
/// Files that go to a folder wait in its own <c>restoring</c>, on the same disk, and take the places of the old ones folder by folder. Each of the 256
/// folders exists there until it is in its place: so it is always clear which ones are the old ones.
/// </summary>
internal sealed class StagedFiles(string folder)
{
    private readonly string _staging = Path.Join(folder, "restoring");

    public static IEnumerable<string> Shards(string folder) => Names().Where(n => Directory.Exists(Path.Join(folder, n)));

    public void Begin()
    {
        if (Directory.Exists(_staging)) Directory.Delete(_staging, recursive: true);
        foreach (var name in Names()) Directory.CreateDirectory(Path.Join(_staging, name));
    }

    /// <summary>Writes the chunks of a part; a file's first chunk begins it.</summary>
    public void Add(TableShape chunks, Part part)
    {
        var columns = chunks.Columns.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i);
        foreach (var row in part.Read(chunks))
        {
            var id = new FileId((Guid)row[columns["file_id"]]!);
            var path = FolderContent.PathOf(_staging, id, (bool)row[columns["thumbnail"]]!);
            using var file = new FileStream(path, (int)row[columns["number"]]! == 0 ? FileMode.Create : FileMode.Append, FileAccess.Write);
            file.Write((byte[])row[columns["content"]]!);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Puts the new folders in the places of the old ones, which are kept under another name.</summary>
    public void Swap(string aside)
    {
        if (!Directory.Exists(_staging)) return;
        foreach (var name in Names().Where(n => Directory.Exists(Path.Join(_staging, n))))
        {
            var place = Path.Join(folder, name);
            if (Directory.Exists(place))
            {
                Directory.CreateDirectory(Path.Join(folder, aside));
                Directory.Move(place, Path.Join(folder, aside, name));
            }

            Directory.Move(Path.Join(_staging, name), place);
        }

        FolderSync.Run(folder);
        Directory.Delete(_staging, recursive: true);
    }

    private static IEnumerable<string> Names() => Enumerable.Range(0, 256).Select(n => n.ToString("x2", CultureInfo.InvariantCulture));
}
