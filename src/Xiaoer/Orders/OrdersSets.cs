using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders;

/// <summary>The module's tables.</summary>
internal static class OrdersSets
{
    extension(XiaoerDb db)
    {
        public DbSet<Order> Orders => db.Set<Order>();
        public DbSet<OrderItem> OrderItems => db.Set<OrderItem>();
    }
}
