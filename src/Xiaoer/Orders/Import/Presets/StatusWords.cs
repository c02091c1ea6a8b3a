using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>What platforms call the states of an order.</summary>
internal static class StatusWords
{
    private static readonly (TradeStatus Status, string[] Words)[] Known =
    [
        (TradeStatus.AwaitingPayment, ["等待买家付款", "等待付款", "待付款", "待支付", "未付款", "未支付", "awaitingpayment", "pending", "onhold", "checkoutdraft", "unpaid", "open"]),
        (TradeStatus.Paid, ["买家已付款等待卖家发货", "买家已付款", "待发货", "等待发货", "待出库", "等待出库", "已付款", "已支付", "部分发货", "卖家部分发货", "paid", "processing"]),
        (TradeStatus.Shipped, ["卖家已发货等待买家确认", "卖家已发货", "已发货待收货", "已发货", "待收货", "已出库", "等待确认收货", "待确认收货", "shipped", "fulfilled", "intransit"]),
        (TradeStatus.Completed, ["交易成功", "已完成", "完成", "已收货", "已签收", "待评价", "已评价", "交易完成", "completed", "complete", "delivered", "done"]),
        (TradeStatus.Closed, ["交易关闭", "已关闭", "已取消", "取消", "交易取消", "锁定取消", "全部退款", "已退款", "closed", "cancelled", "canceled", "refunded", "failed", "voided", "trash"]),
    ];

    private static readonly Dictionary<string, TradeStatus> ByWord = Known.SelectMany(k => k.Words.Select(w => (w, k.Status))).ToDictionary(p => p.w, p => p.Status, StringComparer.Ordinal);

    /// <param name="text">As the file says it.</param>
    /// <param name="refunded">It says that all went back, too: 已发货，退款成功.</param>
    public static TradeStatus? Read(string text, out bool refunded)
    {
        var plain = ImportColumns.Plain(text);
        refunded = plain.Contains("退款成功", StringComparison.Ordinal) || plain is "refunded" or "全部退款" or "已退款";
        if (ByWord.TryGetValue(plain, out var status)) return status;
        return refunded ? TradeStatus.Closed : null;
    }
}
