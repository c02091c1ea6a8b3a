using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

internal sealed class CustomerLabelMapping : IEntityTypeConfiguration<CustomerLabel>, IEntityTypeConfiguration<LabelledCustomer>
{
    public void Configure(EntityTypeBuilder<CustomerLabel> entity)
    {
        entity.ToTable("customer_labels");
        entity.HasKey(l => new { l.ShopId, l.Id });
        entity.Property(l => l.Name).HasMaxLength(LabelRules.LongestName).Holds(PersonalData.None);
        entity.Property(l => l.NameKey).HasMaxLength(LabelRules.LongestName * 2).Holds(PersonalData.None).SortsByCode();
        entity.HasOne<Shop>().WithMany().HasForeignKey(l => l.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(l => new { l.ShopId, l.Kind, l.NameKey }).IsUnique(); // what is offered while a tag is typed; one of each name
    }

    public void Configure(EntityTypeBuilder<LabelledCustomer> entity)
    {
        entity.ToTable("labelled_customers");
        entity.HasKey(l => new { l.ShopId, l.LabelId, l.CustomerId }); // the customers of a tag or group
        entity.HasOne<CustomerLabel>().WithMany().HasForeignKey(l => new { l.ShopId, l.LabelId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<Customer>().WithMany().HasForeignKey(l => new { l.ShopId, l.CustomerId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(l => new { l.ShopId, l.CustomerId }); // the customer panel
    }
}
