using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Visitors;

internal sealed class VisitorsMapping :
    IEntityTypeConfiguration<PageView>, IEntityTypeConfiguration<VisitorContact>, IEntityTypeConfiguration<VisitorInvitation>, IEntityTypeConfiguration<VisitorBlock>
{
    public void Configure(EntityTypeBuilder<PageView> entity)
    {
        entity.ToTable("page_views");
        entity.HasKey(p => new { p.ShopId, p.VisitorId, p.Id }); // a visitor's last pages
        entity.Property(p => p.Url).HasMaxLength(2000).Holds(PersonalData.Trace);
        entity.Property(p => p.Title).HasMaxLength(300).Holds(PersonalData.Trace);
        entity.Property(p => p.Product).HasMaxLength(ProductText.Longest).Holds(PersonalData.Trace);
        entity.HasOne<Visitor>().WithMany().HasForeignKey(p => new { p.ShopId, p.VisitorId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(p => p.At); // the sweep of old ones
    }

    public void Configure(EntityTypeBuilder<VisitorContact> entity)
    {
        entity.ToTable("visitor_contacts");
        entity.HasKey(c => new { c.ShopId, c.VisitorId, c.Id });
        entity.Property(c => c.Value).HasMaxLength(254).Holds(PersonalData.Contact);
        entity.Property(c => c.Name).HasMaxLength(100).Holds(PersonalData.Name);
        entity.HasOne<Visitor>().WithMany().HasForeignKey(c => new { c.ShopId, c.VisitorId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<VisitorInvitation> entity)
    {
        entity.ToTable("visitor_invitations");
        entity.HasKey(i => new { i.ShopId, i.Id });
        entity.Property(i => i.Text).HasMaxLength(200).Holds(PersonalData.Content);
        entity.HasOne<Visitor>().WithMany().HasForeignKey(i => new { i.ShopId, i.VisitorId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(i => new { i.ShopId, i.VisitorId, i.At }); // may this visitor be asked again?
        entity.HasIndex(i => new { i.ShopId, i.AgentId, i.At }); // how often has this agent asked?
    }

    public void Configure(EntityTypeBuilder<VisitorBlock> entity)
    {
        entity.ToTable("visitor_blocks");
        entity.HasKey(b => new { b.ShopId, b.Id });
        entity.Property(b => b.AddressHash).HasMaxLength(24).Holds(PersonalData.Trace);
        entity.Property(b => b.Reason).HasMaxLength(300).Holds(PersonalData.Content);
        entity.Property(b => b.ByName).HasMaxLength(200).Holds(PersonalData.Name);
        entity.HasOne<Visitor>().WithMany().HasForeignKey(b => new { b.ShopId, b.VisitorId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(b => new { b.ShopId, b.VisitorId }).IsUnique(); // one block of a visitor
    }
}
