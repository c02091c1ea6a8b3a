using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Xiaoer.Platform.Http;

/// <summary>Tells "the store is away, full or overrun" from our own bugs: the first heals by itself.</summary>
internal static class StoreFailure
{
    // SQLITE_BUSY, LOCKED, IOERR, FULL, CANTOPEN
    private static readonly int[] Passing = [5, 6, 10, 13, 14];

    // SQLITE_TOOBIG, CONSTRAINT, MISMATCH
    private static readonly int[] Refusing = [18, 19, 20];

    public static bool Is(Exception exception) => exception switch
    {
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or IOException or TimeoutException,
        SqliteException sqlite => Passing.Contains(sqlite.SqliteErrorCode),
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };

    /// <summary>The store is well and refuses a row: a value too long, a rule of the schema. The same row again is refused again.</summary>
    public static bool IsRefusal(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState[..2] is "22" or "23", // data exception, integrity constraint violation
        SqliteException sqlite => Refusing.Contains(sqlite.SqliteErrorCode),
        { InnerException: { } inner } => IsRefusal(inner),
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
