using Xiaoer.Platform.Database;

namespace Xiaoer.Backups.Copy;

/// <summary>A store that comes into being beside the one that is used, until it is whole and takes its place.</summary>
internal interface IArrival : IAsyncDisposable
{
    /// <summary>The store as far as it has come.</summary>
    XiaoerDb Db { get; }

    /// <summary>The tables as of a migration, empty or as far as an earlier try of the same rows got.</summary>
    Task Begin(string migration, CancellationToken ct);

    /// <summary>Takes rows in, once: a part that an earlier try brought is passed over. Throws <see cref="SourceChanged"/> when that try brought others.</summary>
    Task Load(TableShape table, Part part, CancellationToken ct);

    Task<long> Count(string table, CancellationToken ct);

    /// <summary>All rows are in: what refers to something finds it, and new rows get new numbers.</summary>
    Task Complete(CancellationToken ct);

    /// <summary>Takes the place of the store that is used. Returns where the old one is kept, when there was one.</summary>
    Task<string?> Install(DateTimeOffset at, CancellationToken ct);

    /// <summary>Forgets what has arrived.</summary>
    Task Discard(CancellationToken ct);
}

/// <summary>What an earlier try brought is not what comes now: the store was used in between.</summary>
internal sealed class SourceChanged() : Exception("The store changed between two tries.");
