using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

internal sealed class ConversationMapping : IEntityTypeConfiguration<Conversation>, IEntityTypeConfiguration<Seat>, IEntityTypeConfiguration<ShopCounter>
{
    public void Configure(EntityTypeBuilder<Conversation> entity)
    {
        entity.ToTable("conversations");
        entity.HasKey(c => new { c.ShopId, c.Id });
        entity.Property(c => c.Name).HasMaxLength(200).Holds(PersonalData.Name);
        entity.Property(c => c.Preview).HasMaxLength(ConversationRules.PreviewLength).Holds(PersonalData.Content);
        entity.HasOne<Channel>().WithMany().HasForeignKey(c => new { c.ShopId, c.ChannelId }).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<Visitor>().WithMany().HasForeignKey(c => new { c.ShopId, c.VisitorId }).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(c => new { c.ShopId, c.Number }).IsUnique(); // "C-1042" said on the phone
        // One unresolved conversation per visitor and channel (interfaces.md): a second one cannot be stored.
        entity.HasIndex(c => new { c.ShopId, c.VisitorId, c.ChannelId }, "one_unresolved_per_visitor").IsUnique().HasFilter("status <> 'Resolved'");
        entity.HasIndex(c => new { c.ShopId, c.VisitorId, c.CreatedAt }); // the widget's thread, earlier conversations
        entity.HasIndex(c => new { c.ShopId, c.Status, c.TeamId, c.WaitingSince }); // the queue, worst wait first
        entity.HasIndex(c => new { c.ShopId, c.AssigneeId, c.Status }); // the agent's own list
        entity.HasIndex(c => new { c.ShopId, c.Status, c.LastAt }); // all and resolved, newest first
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
