using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

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
        entity.Property(s => s.Hours).HasMaxLength(6000).Holds(PersonalData.None).HasConversion(
            hours => JsonSerializer.Serialize(hours, XiaoerJson.Options),
            json => JsonSerializer.Deserialize<OfficeHours>(json, XiaoerJson.Options)!,
            new ValueComparer<OfficeHours>((a, b) => ReferenceEquals(a, b), h => h.Week.Count, h => h)); // replaced whole, never changed
        entity.HasIndex(s => s.Name).IsUnique(); // --shop NAME on the command line
    }
}
