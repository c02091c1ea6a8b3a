using System.Runtime.CompilerServices;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Backups.Copy;

/// <summary>Files kept in a folder, as the rows they would be in the database: so a backup looks the same either way.</summary>
internal sealed class FolderRows(string folder, bool withContent)
{
    public const string Table = "file_chunks";
    private const int ChunkSize = 256 * 1024;

    public int Missing { get; private set; }

    public async IAsyncEnumerable<object?[]> Of(TableShape chunks, Guid shop, Guid file, bool hasThumbnail, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!withContent) yield break;
        foreach (var thumbnail in hasThumbnail ? (bool[])[false, true] : [false])
        {
            byte[] content;
            try
            {
                content = await File.ReadAllBytesAsync(FolderContent.PathOf(folder, new FileId(file), thumbnail), ct);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                Missing++; // swept after the moment of the snapshot: no message uses it
                continue;
            }

            var number = 0;
            foreach (var piece in content.Chunk(ChunkSize))
            {
                yield return [.. chunks.Columns.Select(c => Value(c.Name, shop, file, thumbnail, number, piece))];
                number++;
            }
        }
    }

    private static object Value(string column, Guid shop, Guid file, bool thumbnail, int number, byte[] content) => column switch
    {
        "shop_id" => shop,
        "file_id" => file,
        "thumbnail" => thumbnail,
        "number" => number,
        "content" => content,
        _ => throw new InvalidOperationException($"{Table}.{column} is not known here."),
    };
}
