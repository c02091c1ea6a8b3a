using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> entity)
    {
        entity.ToTable("api_keys");
        entity.HasKey(k => new { k.ShopId, k.Id });
        entity.Property(k => k.Name).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(k => k.Prefix).HasMaxLength(20).Holds(PersonalData.None);
        entity.Property(k => k.SecretHash).HasMaxLength(32).Holds(PersonalData.Secret);
        entity.Property(k => k.Scopes).HasMaxLength(1000).Holds(PersonalData.None).HasWords();
        entity.HasOne<Shop>().WithMany().HasForeignKey(k => k.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(k => k.Prefix).IsUnique(); // which key is this request signed with
    }
}
