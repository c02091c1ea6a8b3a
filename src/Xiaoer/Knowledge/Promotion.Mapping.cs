using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

internal sealed class PromotionMapping : IEntityTypeConfiguration<Promotion>
{
    public void Configure(EntityTypeBuilder<Promotion> entity)
    {
        entity.ToTable("promotions");
        entity.HasKey(p => new { p.ShopId, p.Id });
        entity.Property(p => p.Name).HasMaxLength(PhraseRules.MaxPromotion).Holds(PersonalData.None);
        entity.HasOne<Shop>().WithMany().HasForeignKey(p => p.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(p => new { p.ShopId, p.Name }).IsUnique(); // imported phrases name it
    }
}
