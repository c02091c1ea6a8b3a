using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Alerts;

internal sealed class PushRowsMapping :
    IEntityTypeConfiguration<PushKey>, IEntityTypeConfiguration<PushDevice>, IEntityTypeConfiguration<PushDelivery>, IEntityTypeConfiguration<PushMark>, IEntityTypeConfiguration<DeskFront>
{
    public void Configure(EntityTypeBuilder<PushKey> entity)
    {
        entity.ToTable("push_keys");
        entity.HasKey(k => k.Name);
        entity.Property(k => k.Name).HasMaxLength(20).Holds(PersonalData.None);
        entity.Property(k => k.Public).HasMaxLength(65).Holds(PersonalData.None);
        entity.Property(k => k.Private).HasMaxLength(1000).Holds(PersonalData.Secret);
    }

    public void Configure(EntityTypeBuilder<PushDevice> entity)
    {
        entity.ToTable("push_devices");
        entity.HasKey(d => d.Id);
        entity.Property(d => d.Endpoint).HasMaxLength(1000).Holds(PersonalData.Secret);
        entity.Property(d => d.P256dh).HasMaxLength(65).Holds(PersonalData.Secret);
        entity.Property(d => d.Auth).HasMaxLength(16).Holds(PersonalData.Secret);
        entity.Property(d => d.Locale).HasMaxLength(20).Holds(PersonalData.None);
        entity.Property(d => d.Device).HasMaxLength(200).Holds(PersonalData.Trace);
        entity.HasOne<Session>().WithMany().HasForeignKey(d => d.SessionId).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(d => d.Endpoint).IsUnique(); // a browser that subscribes again is the same device
        entity.HasIndex(d => d.PersonId); // "my devices"
    }

    public void Configure(EntityTypeBuilder<PushDelivery> entity)
    {
        entity.ToTable("push_deliveries");
        entity.HasKey(d => new { d.DeviceId, d.Key });
        entity.Property(d => d.Key).HasMaxLength(80).Holds(PersonalData.None);
        entity.HasOne<PushDevice>().WithMany().HasForeignKey(d => d.DeviceId).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<Conversation>().WithMany().HasForeignKey(d => new { d.ShopId, d.ConversationId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(d => d.DueAt); // what is due
    }

    public void Configure(EntityTypeBuilder<PushMark> entity)
    {
        entity.ToTable("push_marks");
        entity.HasKey(m => m.ShopId);
    }

    public void Configure(EntityTypeBuilder<DeskFront> entity)
    {
        entity.ToTable("desk_fronts");
        entity.HasKey(f => f.Connection);
        entity.Property(f => f.Connection).HasMaxLength(100).Holds(PersonalData.None);
        entity.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(f => f.PersonId); // before each push: does somebody look anyway?
    }
}
