using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import;

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>, IEntityTypeConfiguration<ImportFinding>, IEntityTypeConfiguration<ImportRefund>
{
    public void Configure(EntityTypeBuilder<ImportRun> entity)
    {
        entity.ToTable("import_runs");
        entity.HasKey(r => new { r.ShopId, r.Id });
        entity.Property(r => r.FileHash).HasMaxLength(64).Holds(PersonalData.None);
        entity.Property(r => r.FileName).HasMaxLength(255).Holds(PersonalData.None);
        entity.Property(r => r.Preset).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(r => r.RejectsFile).HasMaxLength(1000).Holds(PersonalData.None);
        entity.HasOne<Shop>().WithMany().HasForeignKey(r => r.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(r => new { r.ShopId, r.Preset, r.FileHash }).IsUnique(); // the same file twice changes nothing
    }

    public void Configure(EntityTypeBuilder<ImportFinding> entity)
    {
        entity.ToTable("import_findings");
        entity.HasKey(f => new { f.ShopId, f.RunId, f.Kind, f.Subject });
        entity.Property(f => f.Kind).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(f => f.Subject).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(f => f.Reason).HasMaxLength(200).Holds(PersonalData.None);
        entity.Property(f => f.Text).HasMaxLength(500).Holds(PersonalData.Content);
        entity.HasOne<ImportRun>().WithMany().HasForeignKey(f => new { f.ShopId, f.RunId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ImportRefund> entity)
    {
        entity.ToTable("import_refunds");
        entity.HasKey(r => new { r.ShopId, r.RunId, r.FileLine });
        entity.Property(r => r.FileLine).ValueGeneratedNever();
        entity.Property(r => r.ExternalId).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(r => r.Sku).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(r => r.Title).HasMaxLength(300).Holds(PersonalData.None);
        entity.HasOne<ImportRun>().WithMany().HasForeignKey(r => new { r.ShopId, r.RunId }).OnDelete(DeleteBehavior.Cascade);
    }
}
