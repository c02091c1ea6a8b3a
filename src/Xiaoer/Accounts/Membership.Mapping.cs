using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xiaoer.Accounts;

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<MembershipRole>
{
    public void Configure(EntityTypeBuilder<Membership> entity)
    {
        entity.ToTable("memberships");
        entity.HasKey(m => new { m.ShopId, m.PersonId });
        entity.HasOne<Shop>().WithMany().HasForeignKey(m => m.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
        entity.HasMany(m => m.Roles).WithOne().HasForeignKey(r => new { r.ShopId, r.PersonId }).OnDelete(DeleteBehavior.Cascade);
        entity.Navigation(m => m.Roles).AutoInclude();
        entity.HasIndex(m => m.PersonId); // who is calling: the shops of a person
    }

    public void Configure(EntityTypeBuilder<MembershipRole> entity)
    {
        entity.ToTable("membership_roles");
        entity.HasKey(r => new { r.ShopId, r.PersonId, r.Role });
        entity.HasIndex(r => new { r.ShopId, r.Role }); // does the shop still have an owner
    }
}
