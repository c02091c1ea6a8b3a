using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;

namespace Xiaoer.Catalog;

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>, IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Product> entity)
    {
        entity.ToTable("products");
        entity.HasKey(p => new { p.ShopId, p.Id });
        entity.Property(p => p.ExternalId).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(p => p.Title).HasMaxLength(300).Holds(PersonalData.None);
        entity.Property(p => p.Category).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(p => p.ImageUrl).HasMaxLength(2000).Holds(PersonalData.None);
        entity.Property(p => p.Url).HasMaxLength(2000).Holds(PersonalData.None);
        entity.ComplexProperty(p => p.Price, price => price.Property(m => m.Currency).HasMaxLength(3).Holds(PersonalData.None));
        entity.HasOne<Shop>().WithMany().HasForeignKey(p => p.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasMany(p => p.Variants).WithOne().HasForeignKey(v => new { v.ShopId, v.ProductId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(p => new { p.ShopId, p.MadeByImport }).HasFilter("made_by_import IS NOT NULL"); // undoing an import
        entity.HasIndex(p => new { p.ShopId, p.ExternalId }).IsUnique(); // the shop's system puts a product; a product card names it
    }

    public void Configure(EntityTypeBuilder<Variant> entity)
    {
        entity.ToTable("variants");
        entity.HasKey(v => new { v.ShopId, v.Id });
        entity.Property(v => v.Sku).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(v => v.Name).HasMaxLength(200).Holds(PersonalData.None);
        entity.ComplexProperty(v => v.Price, price => price.Property(m => m.Currency).HasMaxLength(3).Holds(PersonalData.None));
        entity.HasIndex(v => new { v.ShopId, v.ProductId }); // a product's page
        entity.HasIndex(v => new { v.ShopId, v.Sku }).IsUnique(); // the picture of an order line
    }
}
