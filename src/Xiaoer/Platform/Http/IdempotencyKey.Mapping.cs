using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Http;

internal sealed class IdempotencyKeyMapping : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> entity)
    {
        entity.ToTable("idempotency_keys");
        entity.HasKey(k => new { k.Actor, k.Key });
        entity.Property(k => k.RequestHash).HasMaxLength(32).Holds(PersonalData.Secret);
        entity.Property(k => k.Body).Holds(PersonalData.Content);
        entity.Property(k => k.ContentType).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(k => k.Location).HasMaxLength(500).Holds(PersonalData.None);
        entity.Property(k => k.Etag).HasMaxLength(100).Holds(PersonalData.None);
        entity.HasIndex(k => k.CreatedAt); // the hourly sweep
    }
}
