using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>A tag or a group of a shop. A tag nobody is under goes by itself; a group stays.</summary>
internal sealed class CustomerLabel : Entity
{
    private CustomerLabel() { } // for EF

    public CustomerLabel(ShopId shop, Guid id, LabelKind kind, string name, LabelColor color, DateTimeOffset at)
    {
        (ShopId, Id, Kind, CreatedAt) = (shop, id, kind, at);
        Describe(name, color);
    }

    public ShopId ShopId { get; private set; }
    public Guid Id { get; private set; }
    public LabelKind Kind { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>The name as names are compared: a shop has one tag and one group of it.</summary>
    public string NameKey { get; private set; } = "";

    public LabelColor Color { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public void Describe(string name, LabelColor color) => (Name, NameKey, Color) = (LabelRules.Tidy(name), LabelRules.KeyOf(name), color);

    public LabelView View(int? customers = null) => new(Id, Kind, Name, Color, Version, customers);
}

/// <summary>A customer under a tag or in a group, and who put them there.</summary>
internal sealed class LabelledCustomer(ShopId shopId, Guid labelId, CustomerId customerId, Guid by, DateTimeOffset at)
{
    public ShopId ShopId { get; private init; } = shopId;
    public Guid LabelId { get; private init; } = labelId;
    public CustomerId CustomerId { get; private init; } = customerId;
    public Guid By { get; private init; } = by;
    public DateTimeOffset At { get; private init; } = at;
}
