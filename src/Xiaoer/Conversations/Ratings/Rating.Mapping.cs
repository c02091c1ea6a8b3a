using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Ratings;

internal sealed class RatingMapping : IEntityTypeConfiguration<Rating>
{
    public void Configure(EntityTypeBuilder<Rating> entity)
    {
        entity.ToTable("ratings", t => t.HasCheckConstraint("rating_from_one_to_five", "score IS NULL OR score BETWEEN 1 AND 5"));
        entity.HasKey(r => new { r.ShopId, r.ConversationId }); // one of each conversation
        entity.Property(r => r.Answers).HasMaxLength(20_000).Holds(PersonalData.Content);
        entity.HasOne<Conversation>().WithOne().HasForeignKey<Rating>(r => new { r.ShopId, r.ConversationId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(r => new { r.ShopId, r.At, r.ConversationId }); // the list of ratings, newest first
        entity.HasIndex(r => new { r.ShopId, r.AgentId, r.At }); // one agent's ratings
    }
}
