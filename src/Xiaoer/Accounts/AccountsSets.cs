using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

/// <summary>The module's tables.</summary>
internal static class AccountsSets
{
    extension(XiaoerDb db)
    {
        public DbSet<Shop> Shops => db.Set<Shop>();
        public DbSet<Team> Teams => db.Set<Team>();
        public DbSet<TeamMember> TeamMembers => db.Set<TeamMember>();
        public DbSet<Person> People => db.Set<Person>();
        public DbSet<KnownDevice> KnownDevices => db.Set<KnownDevice>();
        public DbSet<Membership> Memberships => db.Set<Membership>();
        public DbSet<MembershipRole> MembershipRoles => db.Set<MembershipRole>();
        public DbSet<Session> Sessions => db.Set<Session>();
        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();
        public DbSet<SetupToken> SetupTokens => db.Set<SetupToken>();
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}
