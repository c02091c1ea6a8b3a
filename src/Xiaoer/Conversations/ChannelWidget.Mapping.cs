using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations;

internal sealed class ChannelWidgetMapping : IEntityTypeConfiguration<ChannelWidget>
{
    public const int Longest = 40_000;

    public void Configure(EntityTypeBuilder<ChannelWidget> entity)
    {
        entity.ToTable("channel_widgets");
        entity.HasKey(w => new { w.ShopId, w.ChannelId });
        entity.Property(w => w.Settings).HasMaxLength(Longest).Holds(PersonalData.None);
        entity.HasOne<Channel>().WithOne().HasForeignKey<ChannelWidget>(w => new { w.ShopId, w.ChannelId }).OnDelete(DeleteBehavior.Cascade);
    }
}
