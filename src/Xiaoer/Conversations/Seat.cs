using Xiaoer.Shared.Accounts;

namespace Xiaoer.Conversations;

/// <summary>An agent's places in a shop. Taken and given back by conditional updates in the transaction that moves the conversation.</summary>
internal sealed class Seat
{
    public ShopId ShopId { get; init; }
    public PersonId PersonId { get; init; }
    public int Open { get; private set; }
    public int Capacity { get; init; }
    public bool Available { get; init; } = true;
}

/// <summary>The last number given to a shop's conversations or visitors.</summary>
internal sealed class ShopCounter
{
    public ShopId ShopId { get; init; }
    public string Name { get; init; } = "";
    public long Last { get; private set; }
}
