using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

internal sealed class ShopMapping : IEntityTypeConfiguration<Shop>
{
    public void Configure(EntityTypeBuilder<Shop> entity)
    {
        entity.ToTable("shops");
        entity.HasKey(s => s.Id);
        entity.Property(s => s.Name).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(s => s.Currency).HasMaxLength(3).Holds(PersonalData.None);
        entity.Property(s => s.TimeZone).HasMaxLength(60).Holds(PersonalData.None);
        entity.Property(s => s.Locale).HasMaxLength(20).Holds(PersonalData.None);
        entity.HasIndex(s => s.Name).IsUnique(); // --shop NAME on the command line
    }
}
