using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

internal sealed class ConversationMapping : IEntityTypeConfiguration<Conversation>, IEntityTypeConfiguration<Seat>, IEntityTypeConfiguration<ShopCounter>
{
    private const string Unresolved = "resolved_at IS NULL";

    public void Configure(EntityTypeBuilder<Conversation> entity)
    {
        // resolved_at is the status the indexes go by: it changes when a matter ends or is taken up again, not with every message. With no indexed
        // column touched, PostgreSQL keeps a message's update inside the page (HOT), for which the page leaves room.
        entity.ToTable("conversations", t => t.HasCheckConstraint("resolved_when_resolved", "(status = 'Resolved') = (resolved_at IS NOT NULL)"));
        entity.HasStorageParameter("fillfactor", 80);
        entity.HasKey(c => new { c.ShopId, c.Id });
        entity.Property(c => c.Name).HasMaxLength(200).Holds(PersonalData.Name);
        entity.Property(c => c.Preview).HasMaxLength(ConversationRules.PreviewLength).Holds(PersonalData.Content);
        entity.Property(c => c.MovedFrom).HasMaxLength(100).Holds(PersonalData.None);
        entity.HasOne<Channel>().WithMany().HasForeignKey(c => new { c.ShopId, c.ChannelId }).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<Visitor>().WithMany().HasForeignKey(c => new { c.ShopId, c.VisitorId }).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(c => new { c.ShopId, c.Number }).IsUnique(); // "C-1042" said on the phone
        // One unresolved conversation per visitor and channel (interfaces.md): a second one cannot be stored.
        entity.HasIndex(c => new { c.ShopId, c.VisitorId, c.ChannelId }, "one_unresolved_per_visitor").IsUnique().HasFilter(Unresolved);
        entity.HasIndex(c => new { c.ShopId, c.VisitorId, c.CreatedAt }); // the widget's thread, earlier conversations
        entity.HasIndex(c => new { c.ShopId, c.AssigneeId }, "unresolved_by_assignee").HasFilter(Unresolved); // the agent's own, the queue, all
        entity.HasIndex(c => new { c.ShopId, c.ResolvedAt }, "resolved_by_time").HasFilter("resolved_at IS NOT NULL"); // resolved, newest first
        entity.HasIndex(c => new { c.ShopId, c.MovedFrom }).IsUnique().HasFilter("moved_from IS NOT NULL"); // moving in from another desk, once
        entity.HasIndex(c => new { c.ShopId, c.CustomerId }); // a customer's conversations
    }

    public void Configure(EntityTypeBuilder<Seat> entity)
    {
        entity.ToTable("seats", t => t.HasCheckConstraint("seat_not_overfull", "open >= 0"));
        entity.HasKey(s => new { s.ShopId, s.PersonId });
    }

    public void Configure(EntityTypeBuilder<ShopCounter> entity)
    {
        entity.ToTable("shop_counters");
        entity.HasKey(c => new { c.ShopId, c.Name });
        entity.Property(c => c.Name).HasMaxLength(20).Holds(PersonalData.None);
    }
}
