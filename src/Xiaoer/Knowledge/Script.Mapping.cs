using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Accounts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

internal sealed class ScriptMapping : IEntityTypeConfiguration<Script>, IEntityTypeConfiguration<ScriptUse>
{
    public void Configure(EntityTypeBuilder<Script> entity)
    {
        entity.ToTable("scripts");
        entity.HasKey(s => new { s.ShopId, s.Id });
        entity.Property(s => s.Folder).HasMaxLength(PhraseRules.MaxFolder).Holds(PersonalData.None);
        entity.Property(s => s.Title).HasMaxLength(PhraseRules.MaxTitle).Holds(PersonalData.None);
        entity.Property(s => s.Shortcut).HasMaxLength(PhraseRules.MaxShortcut).Holds(PersonalData.None);
        entity.Property(s => s.ShortcutKey).HasMaxLength(2 * PhraseRules.MaxShortcut).Holds(PersonalData.None);
        entity.Property(s => s.Text).HasMaxLength(PhraseRules.MaxText).Holds(PersonalData.Content);
        entity.Property(s => s.Initials).HasMaxLength(Pinyin.MostLetters).Holds(PersonalData.Content);
        entity.Ignore(s => s.Scope);
        entity.HasOne<Shop>().WithMany().HasForeignKey(s => s.ShopId).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<Person>().WithMany().HasForeignKey(s => s.OwnerId).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<Promotion>().WithMany().HasForeignKey(s => new { s.ShopId, s.PromotionId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(s => new { s.ShopId, s.OwnerId, s.Id }); // the picker and the page of phrases: the shop's, or one's own, newest first
        entity.HasIndex(s => new { s.ShopId, s.ShortcutKey }, "ix_scripts_shop_shortcut").IsUnique().HasFilter("owner_id IS NULL"); // one of the shop's per shortcut
        entity.HasIndex(s => new { s.ShopId, s.OwnerId, s.ShortcutKey }).IsUnique(); // one of a person's own per shortcut
        entity.HasIndex(s => s.DeletedAt); // the sweep of what was deleted long ago
    }

    public void Configure(EntityTypeBuilder<ScriptUse> entity)
    {
        entity.ToTable("script_uses");
        entity.HasKey(u => new { u.ShopId, u.ScriptId, u.UserId });
        entity.HasOne<Script>().WithMany().HasForeignKey(u => new { u.ShopId, u.ScriptId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(u => new { u.ShopId, u.UserId }); // what the caller and the shop use most, read with the phrases
    }
}
