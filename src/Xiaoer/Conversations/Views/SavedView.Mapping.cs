using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Views;

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>, IEntityTypeConfiguration<Notebook>
{
    public void Configure(EntityTypeBuilder<SavedView> entity)
    {
        entity.ToTable("saved_views");
        entity.HasKey(v => new { v.ShopId, v.Id });
        entity.Property(v => v.Name).HasMaxLength(SavedViewRules.LongestName).Holds(PersonalData.None);
        entity.Property(v => v.Conditions).HasMaxLength(1000).Holds(PersonalData.None);
        entity.HasOne<Shop>().WithMany().HasForeignKey(v => v.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(v => new { v.ShopId, v.OwnerId }); // the views of the desk's list
    }

    public void Configure(EntityTypeBuilder<Notebook> entity)
    {
        entity.ToTable("notebooks");
        entity.HasKey(n => new { n.ShopId, n.PersonId });
        entity.Property(n => n.Text).HasMaxLength(NotebookView.Longest).Holds(PersonalData.Content);
        entity.HasOne<Shop>().WithMany().HasForeignKey(n => n.ShopId).OnDelete(DeleteBehavior.Restrict);
    }
}
