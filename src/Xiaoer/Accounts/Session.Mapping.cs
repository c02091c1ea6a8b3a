using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> entity)
    {
        entity.ToTable("sessions");
        entity.HasKey(s => s.Id);
        entity.Property(s => s.SecretHash).HasMaxLength(32).Holds(PersonalData.Secret);
        entity.Property(s => s.Device).HasMaxLength(200).Holds(PersonalData.Trace);
        entity.Property(s => s.Address).HasMaxLength(60).Holds(PersonalData.Trace);
        entity.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(s => new { s.PersonId, s.EndedAt }); // "my sessions"; ending all of a person's
    }
}
