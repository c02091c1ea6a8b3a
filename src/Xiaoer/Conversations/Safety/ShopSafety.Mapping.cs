using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Safety;

internal sealed class ShopSafetyMapping : IEntityTypeConfiguration<ShopSafety>
{
    public void Configure(EntityTypeBuilder<ShopSafety> entity)
    {
        entity.ToTable("shop_safety");
        entity.HasKey(s => s.ShopId);
        entity.Property(s => s.TrustedDomains).HasMaxLength(SafetySettings.MostDomains * 254).Holds(PersonalData.None).HasWords();
        entity.HasOne<Shop>().WithOne().HasForeignKey<ShopSafety>(s => s.ShopId).OnDelete(DeleteBehavior.Cascade);
    }
}
