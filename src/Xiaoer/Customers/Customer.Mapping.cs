using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;

namespace Xiaoer.Customers;

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>, IEntityTypeConfiguration<Identity>, IEntityTypeConfiguration<CustomerNote>, IEntityTypeConfiguration<CustomerWord>
{
    public void Configure(EntityTypeBuilder<Customer> entity)
    {
        entity.ToTable("customers");
        entity.HasKey(c => new { c.ShopId, c.Id });
        entity.Property(c => c.ExternalId).HasMaxLength(100).Holds(PersonalData.Name);
        entity.Property(c => c.Name).HasMaxLength(200).Holds(PersonalData.Name);
        entity.Property(c => c.NameKey).HasMaxLength(400).Holds(PersonalData.Name).SortsByCode();
        entity.Property(c => c.Region).HasMaxLength(200).Holds(PersonalData.Name);
        entity.Property(c => c.Tier).HasMaxLength(40).Holds(PersonalData.None);
        entity.HasOne<Shop>().WithMany().HasForeignKey(c => c.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasMany(c => c.Identities).WithOne().HasForeignKey(i => new { i.ShopId, i.CustomerId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasMany(c => c.Words).WithOne().HasForeignKey(w => new { w.ShopId, w.CustomerId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasMany(c => c.Faces).WithOne().HasForeignKey(f => new { f.ShopId, f.CustomerId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(c => new { c.ShopId, c.Importance, c.Id }).HasFilter("importance <> 'Normal'"); // the customer list by importance
        entity.HasIndex(c => new { c.ShopId, c.ExternalId }).IsUnique(); // put by the shop's system, identify, import
        entity.HasIndex(c => new { c.ShopId, c.MadeByImport }).HasFilter("made_by_import IS NOT NULL"); // undoing an import
        entity.HasIndex(c => new { c.ShopId, c.NameKey }); // the customer search, by the beginning of the name
    }

    public void Configure(EntityTypeBuilder<Identity> entity)
    {
        entity.ToTable("customer_identities");
        entity.HasKey(i => new { i.ShopId, i.Kind, i.Source, i.Value }); // whose phone, address or account is this
        entity.Property(i => i.Source).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(i => i.Value).HasMaxLength(254).Holds(PersonalData.Contact);
        entity.Property(i => i.Display).HasMaxLength(254).Holds(PersonalData.Contact);
        entity.HasIndex(i => new { i.ShopId, i.CustomerId }); // the customer panel
        entity.HasIndex(i => new { i.ShopId, i.Value }); // the search, a contact given whole
    }

    public void Configure(EntityTypeBuilder<CustomerWord> entity)
    {
        entity.ToTable("customer_words");
        entity.HasKey(w => new { w.ShopId, w.Word, w.CustomerId }); // the search, newest customer first
        entity.Property(w => w.Word).HasMaxLength(32).Holds(PersonalData.Name).SortsByCode();
        entity.HasIndex(w => new { w.ShopId, w.CustomerId }); // a name that changes
    }

    public void Configure(EntityTypeBuilder<CustomerNote> entity)
    {
        entity.ToTable("customer_notes");
        entity.HasKey(n => new { n.ShopId, n.Id });
        entity.Property(n => n.Text).HasMaxLength(2000).Holds(PersonalData.Content);
        entity.Property(n => n.AuthorName).HasMaxLength(200).Holds(PersonalData.Name);
        entity.HasOne<Customer>().WithMany().HasForeignKey(n => new { n.ShopId, n.CustomerId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(n => new { n.ShopId, n.CustomerId, n.Id }); // the customer panel, newest first
    }
}
