using System.Text.Json.Serialization;

namespace Xiaoer.Shared.Orders;

/// <summary>What became of a file. Every row of it is taken or rejected; none is dropped.</summary>
/// <param name="Rows">Rows below the header, blank lines aside.</param>
/// <param name="Orders">Orders with at least one item; a document of refunds alone is none.</param>
/// <param name="Customers">Different customers the rows name.</param>
/// <param name="GuestOrders">Orders without a customer, part of <paramref name="Orders"/>.</param>
/// <param name="Warnings">Orders taken with a doubt, e.g. two times in one order; listed in the rejects file.</param>
/// <param name="Created">Orders (customers, products) that were not there before.</param>
/// <param name="Unchanged">Those that were there exactly so.</param>
/// <param name="RejectsFile">Lists warnings and rejected rows with line number and reason; empty when there are none.</param>
public sealed record ImportReport(
    long Rows, long Orders, long Items, long Customers, long GuestOrders, long RefundLines, long Warnings, long Rejected, long Created, long Updated, long Unchanged,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? RejectsFile, double Seconds);

/// <summary>How far an import has come. <see cref="Stage"/>: <c>reading</c>, then <c>settling</c> refunds.</summary>
public sealed record ImportProgress(string Stage, long Rows, double Fraction);
