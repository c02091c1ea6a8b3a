using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Customers;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders;

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>, IEntityTypeConfiguration<OrderItem>, IEntityTypeConfiguration<OrderRefund>
{
    public void Configure(EntityTypeBuilder<Order> entity)
    {
        entity.ToTable("orders", t => t.HasCheckConstraint("ck_orders_refunded", "refunded_minor >= 0 AND (refunded_minor = 0 OR refunded_minor <= total_minor)"));
        entity.HasKey(o => new { o.ShopId, o.Id });
        entity.Property(o => o.ExternalId).HasMaxLength(100).Holds(PersonalData.None).SortsByCode();
        entity.Property(o => o.Currency).HasMaxLength(3).Holds(PersonalData.None);
        entity.Property(o => o.Courier).HasMaxLength(OrderShipping.LongestCourier).Holds(PersonalData.None);
        entity.Property(o => o.TrackingNumber).HasMaxLength(OrderShipping.LongestNumber).Holds(PersonalData.None);
        entity.Property(o => o.ShippingMark).HasMaxLength(ShippingMark.Length).Holds(PersonalData.Contact);
        entity.Property(o => o.Source).HasMaxLength(40).Holds(PersonalData.None);
        entity.HasOne<Shop>().WithMany().HasForeignKey(o => o.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<Customer>().WithMany().HasForeignKey(o => new { o.ShopId, o.CustomerId }).OnDelete(DeleteBehavior.Restrict);
        entity.HasMany(o => o.Items).WithOne().HasForeignKey(i => new { i.ShopId, i.OrderId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(o => new { o.ShopId, o.ExternalId }).IsUnique(); // put by the shop's system, import, the search by the beginning of a number
        entity.HasIndex(o => new { o.ShopId, o.CustomerId, o.OrderedAt, o.Id }); // a customer's orders on the desk, newest first
        entity.HasIndex(o => new { o.ShopId, o.ShippingMark }).HasFilter("shipping_mark IS NOT NULL"); // who else gets parcels there
        entity.HasIndex(o => new { o.ShopId, o.MadeByImport }).HasFilter("made_by_import IS NOT NULL"); // undoing an import
        entity.HasIndex(o => new { o.ShopId, o.OrderedAt, o.Id }); // the order list, newest first
    }

    public void Configure(EntityTypeBuilder<OrderItem> entity)
    {
        entity.ToTable("order_items");
        entity.HasKey(i => new { i.ShopId, i.OrderId, i.Line });
        entity.Property(i => i.Line).ValueGeneratedNever();
        entity.Property(i => i.Sku).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(i => i.Title).HasMaxLength(300).Holds(PersonalData.None);
    }

    public void Configure(EntityTypeBuilder<OrderRefund> entity)
    {
        entity.ToTable("order_refunds");
        entity.HasKey(r => new { r.ShopId, r.ExternalId, r.Line });
        entity.Property(r => r.Line).ValueGeneratedNever();
        entity.Property(r => r.ExternalId).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(r => r.Sku).HasMaxLength(100).Holds(PersonalData.None);
        entity.HasOne<Order>().WithMany().HasForeignKey(r => new { r.ShopId, r.OrderId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(r => new { r.ShopId, r.ImportRunId }); // undoing an import
        entity.HasIndex(r => new { r.ShopId, r.OrderId }); // what already went back of a purchase
    }
}
