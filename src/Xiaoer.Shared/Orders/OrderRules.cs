namespace Xiaoer.Shared.Orders;

/// <summary>The life of an order as trade sees it. A move that is not listed does not exist; staying where it is always may.</summary>
public static class OrderRules
{
    public static bool CanMove(TradeStatus from, TradeStatus to) => from == to || (from, to) is
        (TradeStatus.AwaitingPayment, TradeStatus.Paid or TradeStatus.Shipped or TradeStatus.Completed or TradeStatus.Closed) or // shipped unpaid: cash on delivery
        (TradeStatus.Paid, TradeStatus.Shipped or TradeStatus.Completed or TradeStatus.Closed) or
        (TradeStatus.Shipped, TradeStatus.Completed or TradeStatus.Closed) or
        (TradeStatus.Completed, TradeStatus.Closed); // everything went back
}
