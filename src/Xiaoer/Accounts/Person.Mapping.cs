using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<Person> entity)
    {
        entity.ToTable("people");
        entity.HasKey(p => p.Id);
        entity.Property(p => p.Name).HasMaxLength(100).Holds(PersonalData.Name);
        entity.Property(p => p.Email).HasMaxLength(EmailAddress.MaxLength).IsRequired().Holds(PersonalData.Contact);
        entity.Property(p => p.NormalizedEmail).HasMaxLength(EmailAddress.MaxLength * 2).IsRequired().Holds(PersonalData.Contact);
        entity.Property(p => p.PasswordHash).HasMaxLength(200).Holds(PersonalData.Secret);
        entity.Property(p => p.Locale).HasMaxLength(20).Holds(PersonalData.None);
        entity.Ignore(p => p.UserName);
        entity.Ignore(p => p.NormalizedUserName);
        entity.Ignore(p => p.ConcurrencyStamp); // Version does that
        entity.Ignore(p => p.SecurityStamp); // AccessVersion does that
        entity.Ignore(p => p.LockoutEnabled); // everybody
        entity.Ignore(p => p.EmailConfirmed);
        entity.Ignore(p => p.PhoneNumber);
        entity.Ignore(p => p.PhoneNumberConfirmed);
        entity.Ignore(p => p.TwoFactorEnabled);
        entity.HasIndex(p => p.NormalizedEmail).IsUnique(); // signing in
    }

    public void Configure(EntityTypeBuilder<KnownDevice> entity)
    {
        entity.ToTable("known_devices");
        entity.HasKey(d => new { d.PersonId, d.Id });
        entity.Property(d => d.SecretHash).HasMaxLength(32).Holds(PersonalData.Secret);
        entity.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
