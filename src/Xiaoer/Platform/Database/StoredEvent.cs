using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Platform.Database;

/// <summary>One line of a shop's event log: outbox, catch-up after a lost connection, and source of facts. Numbered without holes per shop.</summary>
internal sealed class StoredEvent
{
    public ShopId ShopId { get; init; }
    public long Cursor { get; init; }
    public string Name { get; init; } = "";
    public Guid Subject { get; init; }
    public long? Sequence { get; init; }
    public Guid? Actor { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>The last number given out in a shop. Its row lock, taken last in every transaction, keeps cursors from stepping over later commits.</summary>
internal sealed class ShopCursor
{
    public ShopId ShopId { get; init; }
    public long Last { get; private set; }
}

internal sealed class StoredEventMapping : IEntityTypeConfiguration<StoredEvent>, IEntityTypeConfiguration<ShopCursor>
{
    public void Configure(EntityTypeBuilder<StoredEvent> entity)
    {
        entity.ToTable("events");
        entity.HasKey(e => new { e.ShopId, e.Cursor });
        entity.Property(e => e.Cursor).ValueGeneratedNever();
        entity.Property(e => e.Name).HasMaxLength(60).Holds(PersonalData.None);
    }

    public void Configure(EntityTypeBuilder<ShopCursor> entity)
    {
        entity.ToTable("shop_cursors");
        entity.HasKey(c => c.ShopId);
    }
}
