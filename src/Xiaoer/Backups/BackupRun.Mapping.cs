using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Backups;

internal sealed class BackupRunMapping : IEntityTypeConfiguration<BackupRun>
{
    public void Configure(EntityTypeBuilder<BackupRun> entity)
    {
        entity.ToTable("backup_runs");
        entity.HasKey(r => r.Id);
        entity.Property(r => r.File).HasMaxLength(1000).Holds(PersonalData.None);
        entity.Property(r => r.Failure).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(r => r.Details).HasMaxLength(1000).Holds(PersonalData.None);
        entity.HasIndex(r => r.State).IsUnique().HasFilter("state = 'Running'"); // one at a time, on all nodes together
        entity.HasIndex(r => new { r.State, r.WantedAt }); // the next to be made; the last good one
    }
}
