using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

internal sealed class ChannelMapping : IEntityTypeConfiguration<Channel>
{
    public const int LongestSignatures = 1000;
    public const int LongestOrigins = 2000;

    public static string Stored(IReadOnlyList<string> signatures) => JsonSerializer.Serialize(signatures, XiaoerJson.Options);

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
        entity.Property(c => c.AllowedOrigins).HasMaxLength(LongestOrigins).Holds(PersonalData.None);
        entity.Property(c => c.Signatures).HasMaxLength(LongestSignatures).Holds(PersonalData.None)
            .HasConversion(
                lines => Stored(lines),
                json => JsonSerializer.Deserialize<List<string>>(json, XiaoerJson.Options)!,
                new ValueComparer<List<string>>((a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));
    }
}
