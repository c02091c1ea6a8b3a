using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entity)
    {
        entity.ToTable("audit_entries");
        entity.HasKey(a => a.Id);
        entity.Property(a => a.Action).HasMaxLength(60).Holds(PersonalData.None);
        entity.Property(a => a.Details).HasMaxLength(4000).Holds(PersonalData.Content);
        entity.Property(a => a.Address).HasMaxLength(60).Holds(PersonalData.Trace);
        entity.HasIndex(a => new { a.ShopId, a.Id }); // the audit page, newest first
        entity.HasIndex(a => new { a.ShopId, a.Actor, a.Id }); // what one person did
    }
}
