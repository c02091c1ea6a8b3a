using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Customers;

/// <summary>What an agent should look at before changing anything for a customer.</summary>
public enum CustomerWarningKind
{
    /// <summary>Another customer's name or account looks like this one's and is not (A3.17).</summary>
    LookAlike,
    /// <summary>Another account seems to be the same person: confirm with the customer before changing an order (A3.18, A8.8).</summary>
    SamePerson,
    /// <summary>Several paid orders wait to be sent to the same place: one parcel may do (A8.7).</summary>
    MergeOrders,
}

/// <summary>By what another account seems to be the same person.</summary>
public enum SameBy { Phone, Email, Address }

/// <summary>One warning with what it rests on: other accounts, or orders in the lots that would be sent together.</summary>
public sealed record CustomerWarningView(CustomerWarningKind Kind, IReadOnlyList<OtherAccount> Others, IReadOnlyList<MergeLot> Lots);

/// <summary>Another customer. <see cref="Mine"/> and <see cref="Theirs"/>: the two names that look alike. Contact data is never shown here.</summary>
public sealed record OtherAccount(Guid Id, string Name, string ExternalId, string? Mine, string? Theirs, IReadOnlyList<SameBy> By);

/// <summary>Orders that would go in one parcel. Without <see cref="SameAddress"/> the shop's data does not say where they go.</summary>
public sealed record MergeLot(bool SameAddress, IReadOnlyList<OpenOrder> Orders);

/// <summary>A paid order that has not been sent.</summary>
public sealed record OpenOrder(Guid Id, string ExternalId, Money Total, int ItemCount, DateTimeOffset OrderedAt);

/// <summary>Put a warning aside, or bring it back. It comes back by itself when something new is found.</summary>
public sealed record DismissWarningRequest([property: JsonRequired] CustomerWarningKind Kind, [property: JsonRequired] bool Dismissed);

/// <summary>Pure rules of the warnings: what counts together, and what is new.</summary>
public static class WarningRules
{
    /// <summary>Paid orders of one buyer in lots for the same place; an order that stands alone is in none. A null place is not known.</summary>
    public static IReadOnlyList<MergeLot> Lots(IEnumerable<(OpenOrder Order, string? Place)> orders) =>
    [
        .. orders.GroupBy(o => o.Place, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => new MergeLot(g.Key is not null, [.. g.Select(o => o.Order).OrderBy(o => o.OrderedAt).ThenBy(o => o.Id)]))
            .OrderByDescending(l => l.SameAddress).ThenBy(l => l.Orders[0].OrderedAt).ThenBy(l => l.Orders[0].Id),
    ];

    /// <summary>What a warning rests on, one short text each; the same facts give the same texts.</summary>
    public static IReadOnlyList<string> Evidence(CustomerWarningView warning) => warning.Kind switch
    {
        CustomerWarningKind.LookAlike => [.. warning.Others.Select(o => $"{o.Id:N}")],
        CustomerWarningKind.SamePerson => [.. warning.Others.SelectMany(o => o.By.Select(by => $"{o.Id:N} {by}"))],
        CustomerWarningKind.MergeOrders => [.. warning.Lots.SelectMany(l => l.Orders).Select(o => $"{o.Id:N}")],
    };

    /// <summary>Is there anything to see that was not there when somebody put the warning aside?</summary>
    public static bool Shows(CustomerWarningView warning, IReadOnlySet<string> dismissed) => Evidence(warning).Any(e => !dismissed.Contains(e));
}
