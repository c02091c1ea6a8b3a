using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> entity)
    {
        entity.ToTable("invitations");
        entity.HasKey(i => new { i.ShopId, i.Id });
        entity.Property(i => i.Email).HasMaxLength(EmailAddress.MaxLength).Holds(PersonalData.Contact);
        entity.Property(i => i.TokenHash).HasMaxLength(32).Holds(PersonalData.Secret);
        entity.Property(i => i.Roles).HasMaxLength(400).Holds(PersonalData.None).HasConversion(
            roles => string.Join(' ', roles),
            text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToList(),
            Same<Role>());
        entity.Property(i => i.Teams).HasMaxLength(4000).Holds(PersonalData.None).HasConversion(
            teams => string.Join(' ', teams.Select(t => t.Value)),
            text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => new TeamId(Guid.Parse(t))).ToList(),
            Same<TeamId>());
        entity.HasOne<Shop>().WithMany().HasForeignKey(i => i.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(i => i.TokenHash).IsUnique(); // the page behind the link
    }

    private static ValueComparer<List<T>> Same<T>() => new((a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList());
}
