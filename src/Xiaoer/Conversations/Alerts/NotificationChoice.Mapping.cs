using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Alerts;

internal sealed class NotificationChoiceMapping : IEntityTypeConfiguration<NotificationChoice>
{
    public void Configure(EntityTypeBuilder<NotificationChoice> entity)
    {
        entity.ToTable("notification_choices");
        entity.HasKey(c => c.PersonId);
        entity.HasOne<Person>().WithOne().HasForeignKey<NotificationChoice>(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
        entity.Property(c => c.Settings).HasMaxLength(1000).Holds(PersonalData.None).HasConversion(
            settings => JsonSerializer.Serialize(settings, XiaoerJson.Options),
            json => JsonSerializer.Deserialize<NotificationSettings>(json, XiaoerJson.Lenient)!,
            new ValueComparer<NotificationSettings>((a, b) => a == b, s => s.GetHashCode(), s => s)); // replaced whole, never changed
    }
}
