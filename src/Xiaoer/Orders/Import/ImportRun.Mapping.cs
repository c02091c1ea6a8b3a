using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import;

internal sealed class ImportRunMapping
    : IEntityTypeConfiguration<ImportRun>, IEntityTypeConfiguration<ImportFinding>, IEntityTypeConfiguration<ImportRefund>, IEntityTypeConfiguration<ImportChunk>
{
    public void Configure(EntityTypeBuilder<ImportRun> entity)
    {
        entity.ToTable("import_runs");
        entity.HasKey(r => new { r.ShopId, r.Id });
        entity.Property(r => r.FileHash).HasMaxLength(64).Holds(PersonalData.None);
        entity.Property(r => r.Fingerprint).HasMaxLength(64).Holds(PersonalData.None);
        entity.Property(r => r.FileName).HasMaxLength(255).Holds(PersonalData.None);
        entity.Property(r => r.Preset).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(r => r.Encoding).HasMaxLength(20).Holds(PersonalData.None);
        entity.Property(r => r.Mapping).HasMaxLength(8000).Holds(PersonalData.None);
        entity.Property(r => r.RejectsFile).HasMaxLength(1000).Holds(PersonalData.None);
        entity.Property(r => r.Code).HasMaxLength(60).Holds(PersonalData.None);
        entity.Property(r => r.Error).HasMaxLength(1000).Holds(PersonalData.None);
        entity.Property(r => r.ActorName).HasMaxLength(200).Holds(PersonalData.Name);
        entity.HasOne<Shop>().WithMany().HasForeignKey(r => r.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(r => new { r.ShopId, r.Fingerprint }).IsUnique(); // the same file twice changes nothing
        entity.HasIndex(r => new { r.State, r.StartedAt }); // what is there to do, for the worker; uploads nobody started, for the sweep
    }

    public void Configure(EntityTypeBuilder<ImportFinding> entity)
    {
        entity.ToTable("import_findings");
        entity.HasKey(f => new { f.ShopId, f.RunId, f.Kind, f.Subject });
        entity.Property(f => f.Kind).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(f => f.Subject).HasMaxLength(130).Holds(PersonalData.None);
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

    public void Configure(EntityTypeBuilder<ImportChunk> entity)
    {
        entity.ToTable("import_chunks");
        entity.HasKey(c => new { c.ShopId, c.RunId, c.Number });
        entity.Property(c => c.Number).ValueGeneratedNever();
        entity.Property(c => c.Content).Holds(PersonalData.Content);
        entity.HasOne<ImportRun>().WithMany().HasForeignKey(c => new { c.ShopId, c.RunId }).OnDelete(DeleteBehavior.Cascade);
    }
}
