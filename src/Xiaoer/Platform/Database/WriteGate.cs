using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Xiaoer.Platform.Database;

/// <summary>
/// Who may write now. PostgreSQL decides that itself. On SQLite one connection makes all writes and checkpoints of the process, one transaction
/// after the other; every other connection is read-only (<see cref="ReadOnlyConnections"/>), so a write past the gate fails loudly.
/// </summary>
internal sealed class WriteGate(SqliteConnection? writer) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Points the context at the writing connection until the lease is disposed.</summary>
    public async Task<IAsyncDisposable> Enter(DbContext db, CancellationToken ct)
    {
        if (writer is null) return NoLease.Instance;

        await _turn.WaitAsync(ct);
        try
        {
            var reading = db.Database.GetConnectionString();
            db.Database.SetDbConnection(writer, contextOwnsConnection: false);
            return new Lease(this, db, reading);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>The writing connection itself, for the message path and bulk jobs. SQLite only.</summary>
    public async Task<RawLease> EnterRaw(CancellationToken ct)
    {
        if (writer is null) throw new InvalidOperationException("PostgreSQL has no single writer.");
        await _turn.WaitAsync(ct);
        return new RawLease(writer, _turn);
    }

    public async ValueTask DisposeAsync()
    {
        if (writer is not null) await writer.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>Exclusive use of the writing connection.</summary>
    internal sealed class RawLease(SqliteConnection connection, SemaphoreSlim turn) : IDisposable
    {
        public SqliteConnection Connection { get; } = connection;
        public void Dispose() => turn.Release();
    }

    private sealed class Lease(WriteGate gate, DbContext db, string? reading) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            try
            {
                db.Database.SetDbConnection(null);
                db.Database.SetConnectionString(reading); // lent connections make the context forget its own: a later read would meet an empty database
            }
            finally
            {
                gate._turn.Release(); // even if the context is gone: nobody else would ever write again
            }

            return ValueTask.CompletedTask;
        }
    }

    private sealed class NoLease : IAsyncDisposable
    {
        public static readonly NoLease Instance = new();
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
