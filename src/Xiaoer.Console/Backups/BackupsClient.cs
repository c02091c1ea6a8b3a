using Xiaoer.Shared.Backups;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Backups;

/// <summary>The installation's backups over the API.</summary>
internal sealed class BackupsClient(Api api)
{
    public Task<BackupsView> List(string? cursor, int limit, CancellationToken ct = default) =>
        api.Get<BackupsView>($"backups?limit={limit}{(cursor is null ? "" : "&cursor=" + cursor)}", ct);

    public Task Want() => api.Post("backups");

    /// <summary>Where the browser fetches a file from by itself.</summary>
    public static string FileOf(BackupView backup) => $"api/v1/backups/{backup.Id}/file";
}
