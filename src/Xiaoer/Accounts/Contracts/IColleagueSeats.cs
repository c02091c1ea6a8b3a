using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>How busy the people of a shop are. Told by the module that keeps the seats; without it everybody shows 0 of 0.</summary>
internal interface IColleagueSeats
{
    Task<IReadOnlyDictionary<PersonId, SeatLoad>> Of(ShopId shop, CancellationToken ct);
}

/// <summary>Conversations a person has open, and how many they take.</summary>
internal readonly record struct SeatLoad(int Open, int Capacity);
