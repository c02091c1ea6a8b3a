using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>A note calls a colleague. Stored with the note; gone with it.</summary>
internal sealed class Mention
{
    public ShopId ShopId { get; init; }
    public PersonId PersonId { get; init; }
    public ConversationId ConversationId { get; init; }
    public long Sequence { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? SeenAt { get; private set; }

    public void See(DateTimeOffset at) => SeenAt ??= at;
}

internal sealed class MentionMapping : IEntityTypeConfiguration<Mention>
{
    public void Configure(EntityTypeBuilder<Mention> entity)
    {
        entity.ToTable("mentions");
        entity.HasKey(m => new { m.ShopId, m.PersonId, m.ConversationId, m.Sequence });
        entity.HasOne<Message>().WithMany().HasForeignKey(m => new { m.ShopId, m.ConversationId, m.Sequence }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(m => new { m.ShopId, m.PersonId, m.At }); // "mentions me" on the desk, newest first
    }
}
