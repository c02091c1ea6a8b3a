using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

internal sealed class SetupTokenMapping : IEntityTypeConfiguration<SetupToken>
{
    public void Configure(EntityTypeBuilder<SetupToken> entity)
    {
        entity.ToTable("setup_tokens");
        entity.HasKey(t => t.Hash);
        entity.Property(t => t.Hash).HasMaxLength(32).Holds(PersonalData.Secret);
    }
}
