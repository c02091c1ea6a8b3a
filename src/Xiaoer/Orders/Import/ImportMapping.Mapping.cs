using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import;

internal sealed class ImportMappingMapping : IEntityTypeConfiguration<ImportMapping>
{
    public void Configure(EntityTypeBuilder<ImportMapping> entity)
    {
        entity.ToTable("import_mappings");
        entity.HasKey(m => new { m.ShopId, m.Name }); // the list beside the mapping editor
        entity.Property(m => m.Name).HasMaxLength(60).Holds(PersonalData.None);
        entity.Property(m => m.Preset).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(m => m.Encoding).HasMaxLength(20).Holds(PersonalData.None);
        entity.Property(m => m.Mapping).HasMaxLength(8000).Holds(PersonalData.None);
        entity.HasOne<Shop>().WithMany().HasForeignKey(m => m.ShopId).OnDelete(DeleteBehavior.Restrict);
    }
}
