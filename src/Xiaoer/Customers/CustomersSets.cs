using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Customers;

/// <summary>The module's tables.</summary>
internal static class CustomersSets
{
    extension(XiaoerDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();
        public DbSet<Identity> Identities => db.Set<Identity>();
        public DbSet<CustomerWord> CustomerWords => db.Set<CustomerWord>();
        public DbSet<CustomerNote> CustomerNotes => db.Set<CustomerNote>();
    }
}
