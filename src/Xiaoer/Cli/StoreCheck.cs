using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;

namespace Xiaoer.Cli;

/// <summary>Examines the whole store: the file itself, threads without a hole, pictures that messages need. Reads only, also while it is used.</summary>
internal static class StoreCheck
{
    private const string BrokenThreads =
        """
        SELECT COUNT(*) FROM conversations c
        LEFT JOIN (SELECT shop_id, conversation_id, COUNT(*) AS entries, MAX(sequence) AS top FROM messages GROUP BY shop_id, conversation_id) m
            ON m.shop_id = c.shop_id AND m.conversation_id = c.id
        WHERE COALESCE(m.entries, 0) <> c.last_sequence OR COALESCE(m.top, 0) <> c.last_sequence
        """;

    /// <returns>What is wrong, a sentence each.</returns>
    public static async Task<IReadOnlyList<string>> Run(XiaoerDb db, XiaoerOptions options, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        List<string> found = [];
        if (!options.UsesPostgres)
        {
            if (await Scalar(db, "PRAGMA integrity_check(1)", ct) is string opinion and not "ok") found.Add($"The database file is damaged: {opinion}. Restore the last backup.");
            if (await Scalar(db, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", ct) is string table) found.Add($"Rows of {table} refer to something that is gone.");
        }

        if (Convert.ToInt64(await Scalar(db, BrokenThreads, ct), CultureInfo.InvariantCulture) is > 0 and var threads) found.Add($"{threads} conversations have a hole in their thread.");
        if (await MissingFiles(db, options, ct) is > 0 and var files) found.Add($"{files} pictures that messages use are gone.");
        return found;
    }

    private static async Task<int> MissingFiles(XiaoerDb db, XiaoerOptions options, CancellationToken ct)
    {
        var used = db.Set<StoredFile>().AsNoTracking().Where(f => f.AttachedAt != null);
        if (options.KeepsFilesInDatabase) return await used.CountAsync(f => !db.Set<FileChunk>().Any(c => c.ShopId == f.ShopId && c.FileId == f.Id), ct);

        var missing = 0;
        await foreach (var file in used.Select(f => f.Id).AsAsyncEnumerable().WithCancellation(ct))
            if (!File.Exists(FolderContent.PathOf(options.FilesFolder, file, thumbnail: false))) missing++;
        return missing;
    }

    private static async Task<object?> Scalar(XiaoerDb db, string sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Command(sql);
        command.CommandTimeout = (int)TimeSpan.FromHours(1).TotalSeconds;
        return await command.ExecuteScalarAsync(ct);
    }
}
