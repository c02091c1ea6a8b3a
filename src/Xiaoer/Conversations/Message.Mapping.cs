using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> entity)
    {
        entity.ToTable("messages");
        entity.HasKey(m => new { m.ShopId, m.ConversationId, m.Sequence });
        entity.Property(m => m.Sequence).ValueGeneratedNever();
        entity.Property(m => m.Text).HasMaxLength(ConversationRules.MaxTextLength).Holds(PersonalData.Content);
        entity.Property(m => m.Content).HasMaxLength(MessageContents.Longest).Holds(PersonalData.Content);
        entity.Property(m => m.ClientMessageId).HasMaxLength(ConversationRules.MaxClientMessageIdLength).Holds(PersonalData.None);
        entity.HasOne<Conversation>().WithMany().HasForeignKey(m => new { m.ShopId, m.ConversationId }).OnDelete(DeleteBehavior.Cascade);
        // Idempotency for ever (reliability §1.7); sender first, so a repeat is also found after its conversation was resolved.
        entity.HasIndex(m => new { m.ShopId, m.SenderId, m.ClientMessageId, m.ConversationId }).IsUnique();
    }
}
