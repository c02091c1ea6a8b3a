using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Knowledge;

/// <summary>The module's tables.</summary>
internal static class KnowledgeSets
{
    extension(XiaoerDb db)
    {
        public DbSet<Script> Scripts => db.Set<Script>();
        public DbSet<ScriptUse> ScriptUses => db.Set<ScriptUse>();
        public DbSet<Promotion> Promotions => db.Set<Promotion>();
    }
}
