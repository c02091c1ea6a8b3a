using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations;

internal sealed class ChannelMapping : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> entity)
    {
        entity.ToTable("channels");
        entity.HasKey(c => new { c.ShopId, c.Id });
        entity.HasIndex(c => c.Id).IsUnique(); // the widget knows only the channel
        entity.Property(c => c.Name).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(c => c.Color).HasMaxLength(7).Holds(PersonalData.None);
        entity.Property(c => c.WelcomeZh).HasMaxLength(500).Holds(PersonalData.None);
        entity.Property(c => c.WelcomeEn).HasMaxLength(500).Holds(PersonalData.None);
        entity.Property(c => c.Secret).HasMaxLength(100).Holds(PersonalData.Secret);
        entity.Property(c => c.AllowedOrigins).HasMaxLength(2000).Holds(PersonalData.None);
        entity.Property(c => c.Signatures).HasMaxLength(1000).Holds(PersonalData.None)
            .HasConversion(
                lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<List<string>>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<List<string>>((a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));
    }
}
