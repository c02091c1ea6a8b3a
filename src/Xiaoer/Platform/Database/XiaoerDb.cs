using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Xiaoer.Platform.Live;


namespace Xiaoer.Platform.Database;

/// <summary>
/// The store. Reads go through short-lived connections; every write runs inside <see cref="Write{T}"/>: one transaction holding the rows and
/// their numbered events, announced only after the commit. On SQLite all writes share one connection.
/// </summary>
internal abstract class XiaoerDb(DbContextOptions options, WriteGate gate, LiveQueue live)
    : DbContext(options), IDataProtectionKeyContext
{
    private bool _writing;
    private readonly List<RaisedEvent> _raised = [];

    /// <summary>Runs work as one transaction. Inside another <see cref="Write{T}"/> it joins in: saved at its end, committed at the other's.</summary>
    public async Task<T> Write<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct = default)
    {
        if (_writing)
        {
            var joined = await work(ct);
            await SaveChangesAsync(ct);
            return joined;
        }

        await using var lease = await gate.Enter(this, ct);
        await using var transaction = await Database.BeginTransactionAsync(ct);
        _writing = true;
        try
        {
            var result = await work(ct);
            await SaveChangesAsync(ct);
            var committed = await EventLog.Number(this, _raised, ct);
            await transaction.CommitAsync(ct);
            live.Announce(committed);
            return result;
        }
        finally
        {
            _raised.Clear();
            _writing = false;
        }
    }

    public Task Write(Func<CancellationToken, Task> work, CancellationToken ct = default) =>
        Write(async token => { await work(token); return true; }, ct);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        if (!_writing) return await Write(token => SaveChangesAsync(acceptAllChangesOnSuccess, token), ct);

        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State == EntityState.Modified) RaiseVersion(entry);
            if (entry.Entity is Entity entity) _raised.AddRange(entity.TakeRaised());
        }

        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
    }

    /// <summary>Only the key ring of data protection saves synchronously, at start and every few weeks.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => SaveChangesAsync(acceptAllChangesOnSuccess).GetAwaiter().GetResult();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>An event of a change that no tracked entity makes (<c>ExecuteUpdate</c>). Inside <see cref="Write{T}"/> only.</summary>
    public void Raise(RaisedEvent raised)
    {
        if (!_writing) throw new InvalidOperationException("Events are raised inside Write.");
        _raised.Add(raised);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder, sqlite: this is SqliteDb);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(XiaoerDb).Assembly);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IVersioned).IsAssignableFrom(t.ClrType)))
            type.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        if (this is PostgresDb) CodeOrder.ApplyForPostgres(modelBuilder);
    }

    private static void RaiseVersion(EntityEntry<IVersioned> entry)
    {
        var version = entry.Property<int>(nameof(IVersioned.Version));
        version.CurrentValue = version.OriginalValue + 1;
    }
}

/// <summary>The store in one file of the data folder.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options, WriteGate gate, LiveQueue live) : XiaoerDb(options, gate, live);

/// <summary>The store on PostgreSQL.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options, WriteGate gate, LiveQueue live) : XiaoerDb(options, gate, live);
