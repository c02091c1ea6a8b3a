using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Files;

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>, IEntityTypeConfiguration<FileChunk>, IEntityTypeConfiguration<LinkKey>
{
    public void Configure(EntityTypeBuilder<StoredFile> entity)
    {
        entity.ToTable("files");
        entity.HasKey(f => new { f.ShopId, f.Id });
        entity.Property(f => f.AddressHash).HasMaxLength(32).Holds(PersonalData.Trace);
        entity.Property(f => f.Name).HasMaxLength(SafeNames.Longest).Holds(PersonalData.Content);
        entity.Property(f => f.ContentType).HasMaxLength(100).Holds(PersonalData.None);
        entity.Property(f => f.Sha256).HasMaxLength(64).Holds(PersonalData.Content);
        entity.HasIndex(f => new { f.ShopId, f.UploaderId, f.CreatedAt }); // an uploader's day: limits and repeated uploads
        entity.HasIndex(f => new { f.ShopId, f.AddressHash, f.CreatedAt }); // an address's day
        entity.HasIndex(f => new { f.AttachedAt, f.CreatedAt }); // the sweep: files of any shop that no message uses
    }

    public void Configure(EntityTypeBuilder<FileChunk> entity)
    {
        entity.ToTable("file_chunks");
        entity.HasKey(c => new { c.ShopId, c.FileId, c.Thumbnail, c.Number });
        entity.Property(c => c.Content).Holds(PersonalData.Content);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(c => new { c.ShopId, c.FileId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<LinkKey> entity)
    {
        entity.ToTable("link_keys");
        entity.HasKey(k => k.Name);
        entity.Property(k => k.Name).HasMaxLength(40).Holds(PersonalData.None);
        entity.Property(k => k.Key).HasMaxLength(64).Holds(PersonalData.Secret);
    }
}
