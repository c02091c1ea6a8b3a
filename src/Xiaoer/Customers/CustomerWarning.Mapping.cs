using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

internal sealed class CustomerWarningMapping : IEntityTypeConfiguration<CustomerFace>, IEntityTypeConfiguration<SharedContact>, IEntityTypeConfiguration<DismissedWarning>
{
    public void Configure(EntityTypeBuilder<CustomerFace> entity)
    {
        entity.ToTable("customer_faces");
        entity.HasKey(f => new { f.ShopId, f.CustomerId, f.Shown });
        entity.Property(f => f.Skeleton).HasMaxLength(LookAlike.Longest).Holds(PersonalData.Name).SortsByCode();
        entity.Property(f => f.Shown).HasMaxLength(CustomerFace.Longest).Holds(PersonalData.Name).SortsByCode();
        entity.HasIndex(f => new { f.ShopId, f.Skeleton }); // who looks like this one
    }

    public void Configure(EntityTypeBuilder<SharedContact> entity)
    {
        entity.ToTable("shared_contacts");
        entity.HasKey(c => new { c.ShopId, c.Kind, c.Value, c.CustomerId }); // who else came with this phone or address
        entity.Property(c => c.Value).HasMaxLength(254).Holds(PersonalData.Contact);
        entity.HasOne<Customer>().WithMany().HasForeignKey(c => new { c.ShopId, c.CustomerId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(c => new { c.ShopId, c.CustomerId }); // the customer panel
    }

    public void Configure(EntityTypeBuilder<DismissedWarning> entity)
    {
        entity.ToTable("dismissed_warnings");
        entity.HasKey(d => new { d.ShopId, d.CustomerId, d.Kind, d.Evidence }); // the customer panel
        entity.Property(d => d.Evidence).HasMaxLength(60).Holds(PersonalData.None);
        entity.HasOne<Customer>().WithMany().HasForeignKey(d => new { d.ShopId, d.CustomerId }).OnDelete(DeleteBehavior.Cascade);
    }
}
