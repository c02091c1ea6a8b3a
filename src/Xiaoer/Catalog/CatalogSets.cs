using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Catalog;

/// <summary>The module's tables.</summary>
internal static class CatalogSets
{
    extension(XiaoerDb db)
    {
        public DbSet<Product> Products => db.Set<Product>();
        public DbSet<Variant> Variants => db.Set<Variant>();
    }
}
