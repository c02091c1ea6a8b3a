using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Customers;

/// <summary>Tells the pages which customer somebody has changed just now.</summary>
internal sealed class CustomerChanges
{
    public Signal Changed { get; } = new();
    public Guid Last { get; private set; }

    public void Apply(IReadOnlyList<LiveEvent> events)
    {
        foreach (var id in events.Where(e => e.Name == CustomerEvents.Changed).Select(e => e.Read<CustomerChanged>().Id).Distinct())
        {
            Last = id;
            Changed.Raise();
        }
    }
}
