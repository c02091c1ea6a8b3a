using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<Team> entity)
    {
        entity.ToTable("teams");
        entity.HasKey(t => new { t.ShopId, t.Id });
        entity.Property(t => t.Name).HasMaxLength(100).Holds(PersonalData.None);
        entity.HasOne<Shop>().WithMany().HasForeignKey(t => t.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(t => new { t.ShopId, t.Name }).IsUnique(); // the list of teams; no two of one name
    }

    public void Configure(EntityTypeBuilder<TeamMember> entity)
    {
        entity.ToTable("team_members");
        entity.HasKey(m => new { m.ShopId, m.TeamId, m.PersonId });
        entity.HasOne<Team>().WithMany().HasForeignKey(m => new { m.ShopId, m.TeamId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<Membership>().WithMany().HasForeignKey(m => new { m.ShopId, m.PersonId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(m => m.PersonId); // who is calling: the teams of a person in all shops
    }
}
