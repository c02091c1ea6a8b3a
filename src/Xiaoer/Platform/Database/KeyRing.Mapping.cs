using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xiaoer.Platform.Database;

/// <summary>The keys that protect cookies and signed links: in the store, so that every node has the same.</summary>
internal sealed class KeyRingMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> entity)
    {
        entity.ToTable("data_protection_keys");
        entity.Property(k => k.FriendlyName).HasMaxLength(200).Holds(PersonalData.None);
        entity.Property(k => k.Xml).Holds(PersonalData.Secret);
    }
}
