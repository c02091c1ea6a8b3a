using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Xiaoer.Platform.Http;

/// <summary>Tells "the store is away, full or overrun" from our own bugs: the first heals by itself.</summary>
internal static class StoreFailure
{
    // SQLITE_BUSY, LOCKED, IOERR, FULL, CANTOPEN
    private static readonly int[] Passing = [5, 6, 10, 13, 14];

    public static bool Is(Exception exception) => exception switch
    {
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or IOException or TimeoutException,
        SqliteException sqlite => Passing.Contains(sqlite.SqliteErrorCode),
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };

    /// <summary>PostgreSQL refused a text that got past the checks of its request.</summary>
    public static bool IsUnfitText(Exception exception) => exception switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.StringDataRightTruncation or PostgresErrorCodes.CharacterNotInRepertoire,
        { InnerException: { } inner } => IsUnfitText(inner),
        _ => false,
    };
}
