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
        public DbSet<CustomerLabel> CustomerLabels => db.Set<CustomerLabel>();
        public DbSet<LabelledCustomer> LabelledCustomers => db.Set<LabelledCustomer>();
        public DbSet<CustomerFace> CustomerFaces => db.Set<CustomerFace>();
        public DbSet<SharedContact> SharedContacts => db.Set<SharedContact>();
        public DbSet<DismissedWarning> DismissedWarnings => db.Set<DismissedWarning>();
    }
}
