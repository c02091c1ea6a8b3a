using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Xiaoer.Platform.Database;

/// <summary>Two who write the same row at once: the second begins anew and finds what the first has left.</summary>
internal static class Races
{
    // Of many at once one gets through each time; the pauses, each of another length, keep the others from meeting again in the same step.
    private const int Attempts = 12;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>As <c>Write</c>, but many at once end as if one came after the other. Not inside another <c>Write</c>, which cannot begin anew.</summary>
    public static async Task<T> WriteInTurn<T>(this XiaoerDb db, Func<CancellationToken, Task<T>> work, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Write(work, ct);
            }
            catch (DbUpdateException race) when (attempt < Attempts && Is(race))
            {
                db.ChangeTracker.Clear();
            }

            await Task.Delay(Pause(attempt), TimeProvider.System, ct);
        }
    }

    private static TimeSpan Pause(int attempt)
    {
        var upTo = Math.Min(LongestPause.TotalMilliseconds, 5 << attempt);
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * upTo);
    }

    /// <summary>Somebody else has written a row with the same key.</summary>
    public static bool IsUnique(Exception e) => (e as DbUpdateException)?.InnerException is { } inner ? IsUnique(inner) : e switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555,
        _ => false,
    };

    /// <summary>Another row needs the one that was to go.</summary>
    public static bool IsForeignKey(Exception e) => e switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 787 or 1811, // SQLITE_CONSTRAINT_FOREIGNKEY, _TRIGGER
        _ => false,
    };

    public static bool Is(DbUpdateException e) => e is DbUpdateConcurrencyException || e.InnerException switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555, // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY
        _ => false,
    };
}
