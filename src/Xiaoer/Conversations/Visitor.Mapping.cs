using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations;

internal sealed class VisitorMapping : IEntityTypeConfiguration<Visitor>, IEntityTypeConfiguration<VisitorSession>, IEntityTypeConfiguration<UsedIdentityToken>
{
    public void Configure(EntityTypeBuilder<Visitor> entity)
    {
        entity.ToTable("visitors");
        entity.HasKey(v => new { v.ShopId, v.Id });
        entity.Property(v => v.Subject).HasMaxLength(200).Holds(PersonalData.Name);
        entity.Property(v => v.Name).HasMaxLength(200).Holds(PersonalData.Name);
        entity.Property(v => v.Locale).HasMaxLength(16).Holds(PersonalData.Trace);
        entity.Property(v => v.Device).HasMaxLength(200).Holds(PersonalData.Trace);
        entity.Property(v => v.PageUrl).HasMaxLength(2000).Holds(PersonalData.Trace);
        entity.Property(v => v.PageTitle).HasMaxLength(300).Holds(PersonalData.Trace);
        entity.Property(v => v.PageProduct).HasMaxLength(ProductText.Longest).Holds(PersonalData.Trace);
        entity.Property(v => v.AddressHash).HasMaxLength(24).Holds(PersonalData.Trace);
        entity.HasOne<Channel>().WithMany().HasForeignKey(v => new { v.ShopId, v.ChannelId }).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(v => new { v.ShopId, v.ChannelId, v.Subject }).IsUnique(); // an identified visitor in another browser
        entity.HasIndex(v => new { v.ShopId, v.CustomerId }); // a customer's conversations
        entity.HasIndex(v => new { v.ShopId, v.LastSeenAt, v.Id }); // who is on the shop's pages now
        entity.HasIndex(v => new { v.ShopId, v.AddressHash }); // how many share an address that is to be blocked
    }

    public void Configure(EntityTypeBuilder<VisitorSession> entity)
    {
        entity.ToTable("visitor_sessions");
        entity.HasKey(s => s.TokenHash);
        entity.Property(s => s.TokenHash).HasMaxLength(32).Holds(PersonalData.Secret);
        entity.HasOne<Visitor>().WithMany().HasForeignKey(s => new { s.ShopId, s.VisitorId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<UsedIdentityToken> entity)
    {
        entity.ToTable("used_identity_tokens");
        entity.HasKey(t => new { t.ShopId, t.ChannelId, t.TokenId });
        entity.Property(t => t.TokenId).HasMaxLength(100).Holds(PersonalData.None);
    }
}
