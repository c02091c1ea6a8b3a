using System.Text.Json.Serialization;

namespace Xiaoer.Shared.Orders;

/// <summary>What became of a file of orders. Every row of it is an item, a refund line, or rejected.</summary>
/// <param name="Rows">Rows below the header, blank lines aside.</param>
/// <param name="Orders">Orders with at least one item; a document of refunds alone is none.</param>
/// <param name="Customers">Different customers the rows name.</param>
/// <param name="GuestOrders">Orders without a customer, part of <paramref name="Orders"/>.</param>
/// <param name="Warnings">Orders taken with a doubt, e.g. two times in one order; listed in the rejects file.</param>
/// <param name="RejectsFile">Lists warnings and rejected rows with line number and reason; empty when there are none.</param>
public sealed record ImportReport(
    long Rows, long Orders, long Items, long Customers, long GuestOrders, long RefundLines, long Warnings, long Rejected,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? RejectsFile, double Seconds);

/// <summary>How far an import has come. <see cref="Stage"/>: <c>reading</c>, then <c>settling</c> refunds.</summary>
public sealed record ImportProgress(string Stage, long Rows, double Fraction);

/// <summary>One line of the answer to an upload: progress until the last, which holds the report or why there is none.</summary>
public sealed record ImportLineView(ImportProgress? Progress, ImportReport? Report, string? Code, string? Error);
