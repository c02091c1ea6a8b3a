using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>
/// Files of orders as the platforms write them. No platform documents its columns, and they change: every name that has been seen stands here, the best first.
/// Names are plain: lower case, no spaces or signs but brackets.
/// </summary>
internal static class OrderPresets
{
    /// <summary>A table somebody made, in Chinese or English.</summary>
    public static ImportPreset Generic { get; } = Chinese("generic",
    [
        new("order", "订单号 / Order number", true, "订单号", "订单编号", "单号", "ordernumber", "orderno", "orderid", "order", "externalid", "number", "id"),
        new("at", "下单时间 / Date", true, "下单时间", "订单创建时间", "下单日期", "成交时间", "付款时间", "支付时间", "日期", "时间", "orderedat", "createdat", "orderdate", "date", "time"),
        new("customer", "客户号 / Customer number", false, "客户号", "客户编号", "会员号", "会员编号", "会员id", "customerid", "customerexternalid", "customernumber", "customer"),
        new("name", "姓名 / Name", false, "客户姓名", "收货人姓名", "收货人", "姓名", "客户", "买家", "customername", "name"),
        new("phone", "手机 / Phone", false, "手机号", "手机", "收货人手机", "联系手机", "联系电话", "电话", "phone", "mobile", "customerphone"),
        new("email", "邮箱 / E-mail", false, "邮箱", "电子邮箱", "email", "mail", "customeremail"),
        new("region", "地区 / Region", false, "地区", "省", "省份", "收货省份", "region", "province", "state", "country"),
        new("sku", "SKU", false, "sku", "商家编码", "商品编码", "规格编码", "货号", "skuid", "商品id", "itemsku", "productid"),
        new("title", "商品 / Product", false, "商品名称", "商品标题", "宝贝标题", "商品", "标题", "品名", "title", "productname", "product", "itemname", "description", "item"),
        new("quantity", "数量 / Quantity", false, "数量", "购买数量", "商品数量", "件数", "quantity", "qty", "pieces"),
        new("price", "单价 / Price", false, "单价", "价格", "商品单价", "unitprice", "price"),
        new("amount", "小计 / Line amount", false, "小计", "商品金额", "金额", "amount", "lineamount", "subtotal"),
        new("paid", "实付 / Paid", false, "实付金额", "实付", "买家实际支付金额", "支付金额", "订单金额", "总金额", "paid", "total", "totalpaid", "ordertotal"),
        new("refunded", "退款 / Refunded", false, "退款金额", "退款", "refunded", "refundedamount", "refund"),
        new("status", "状态 / Status", false, "订单状态", "交易状态", "状态", "tradestatus", "orderstatus", "status"),
        new("currency", "币种 / Currency", false, "币种", "currency"),
        new("courier", "快递公司 / Courier", false, "快递公司", "物流公司", "快递", "courier", "carrier", "shippingcompany"),
        new("tracking", "快递单号 / Tracking number", false, "快递单号", "物流单号", "运单号", "trackingnumber", "trackingno", "tracking", "waybill"),
        new("address", "收货地址 / Address", false, "收货地址", "详细地址", "地址", "shippingaddress", "deliveryaddress", "address"),
    ], null, []);

    /// <summary>Taobao and Tmall: <c>ExportOrderList</c>, an order a line.</summary>
    public static ImportPreset Taobao { get; } = Chinese("taobao",
    [
        new("order", "订单编号", true, "订单编号", "主订单编号"),
        new("account", "买家会员名", true, "买家会员名", "买家昵称", "会员名"),
        new("paid", "买家实际支付金额", true, "买家实际支付金额", "买家实付金额"),
        new("due", "总金额", false, "总金额", "买家应付货款"),
        new("refunded", "退款金额", false, "退款金额"),
        new("status", "订单状态", true, "订单状态", "交易状态"),
        new("name", "收货人姓名", false, "收货人姓名", "收货人"),
        new("region", "收货地址", false, "收货地址"),
        new("phone", "联系手机", false, "联系手机", "联系电话"),
        new("at", "订单创建时间", true, "订单创建时间", "创建时间"),
        new("title", "宝贝标题", false, "宝贝标题", "商品标题"),
        new("quantity", "宝贝总数量", false, "宝贝总数量"),
        new("courier", "物流公司", false, "物流公司", "快递公司", "承运公司"),
        new("tracking", "物流单号", false, "物流单号", "快递单号", "运单号", "运单号码"),
    ], "taobao", ["account"]);

    /// <summary>Taobao and Tmall: <c>ExportOrderDetailList</c>, an item a line. It has no buyer and no time: it completes the orders of the list.</summary>
    public static ImportPreset TaobaoItems { get; } = Chinese("taobao_items",
    [
        new("order", "订单编号", true, "订单编号", "主订单编号"),
        new("title", "标题", true, "标题", "宝贝标题", "商品标题"),
        new("variant", "商品属性", false, "商品属性", "套餐信息"),
        new("price", "价格", true, "价格", "商品价格"),
        new("quantity", "购买数量", true, "购买数量"),
        new("sku", "商家编码", false, "商家编码", "外部系统编号"),
    ], "taobao", ["quantity"]) with
    { Rows = RowsAre.Items };

    /// <summary>The order report of Tmall's data product: amounts, times and provinces, no buyers.</summary>
    public static ImportPreset TmallReport { get; } = Chinese("tmall_report",
    [
        new("order", "订单编号", true, "订单编号"),
        new("paid", "买家实际支付金额", true, "买家实际支付金额"),
        new("due", "总金额", true, "总金额"),
        new("region", "收货地址", false, "收货地址"),
        new("at", "订单创建时间", true, "订单创建时间"),
        new("paid_at", "订单付款时间", true, "订单付款时间"),
        new("refunded", "退款金额", false, "退款金额"),
    ], null, ["paid_at"]) with
    { Platform = null };

    public static ImportPreset Jd { get; } = Chinese("jd",
    [
        new("order", "订单号", true, "订单号", "订单编号"),
        new("account", "下单帐号", true, "下单帐号", "下单账号", "用户账号", "用户pin"),
        new("sku", "商家SKUID", false, "商家skuid", "货号", "商品id", "skuid"),
        new("title", "商品名称", false, "商品名称"),
        new("quantity", "订购数量", true, "订购数量", "商品数量"),
        new("price", "京东价", true, "京东价", "商品单价"),
        new("paid", "应付金额", false, "应付金额", "订单金额", "结算金额"),
        new("status", "订单状态", true, "订单状态"),
        new("at", "下单时间", true, "下单时间"),
        new("name", "客户姓名", false, "客户姓名", "收货人"),
        new("region", "客户地址", false, "客户地址", "收货地址"),
        new("phone", "联系电话", false, "联系电话", "手机"),
        new("courier", "物流公司", false, "物流公司", "快递公司", "承运公司"),
        new("tracking", "物流单号", false, "物流单号", "快递单号", "运单号", "运单号码"),
    ], "jd", ["account"]);

    /// <summary>Pinduoduo names no buyers; who left an open phone number is known by it.</summary>
    public static ImportPreset Pdd { get; } = Chinese("pdd",
    [
        new("order", "订单号", true, "订单号", "订单编号"),
        new("title", "商品", true, "商品", "商品名称", "商品标题"),
        new("variant", "商品规格", false, "商品规格"),
        new("sku", "商家编码-SKU维度", false, "商家编码sku维度", "商家编码规格维度", "商家编码商品维度", "样式id", "商品id"),
        new("quantity", "商品数量(件)", true, "商品数量(件)", "商品数量"),
        new("amount", "商品总价(元)", true, "商品总价(元)", "商品总价"),
        new("paid", "用户实付金额(元)", false, "用户实付金额(元)", "用户实付金额", "商家实收金额(元)"),
        new("status", "订单状态", true, "订单状态"),
        new("refund_status", "售后状态", false, "售后状态"),
        new("at", "拼单成功时间", true, "拼单成功时间", "订单成交时间", "支付时间", "订单确认时间"),
        new("name", "收货人", false, "收货人"),
        new("phone", "手机", false, "手机", "收货人手机"),
        new("region", "省", false, "省", "省份"),
        new("city", "市", false, "市"),
        new("district", "区", false, "区"),
        new("street", "街道", false, "街道"),
        new("courier", "物流公司", false, "物流公司", "快递公司", "承运公司"),
        new("tracking", "物流单号", false, "物流单号", "快递单号", "运单号", "运单号码"),
    ], "pdd", ["title"]);

    public static ImportPreset Shopify { get; } = English("shopify",
    [
        new("order", "Name", true, "name"),
        new("email", "Email", false, "email"),
        new("payment", "Financial Status", true, "financialstatus"),
        new("fulfilment", "Fulfillment Status", false, "fulfillmentstatus"),
        new("currency", "Currency", false, "currency"),
        new("paid", "Total", true, "total"),
        new("at", "Created at", true, "createdat"),
        new("quantity", "Lineitem quantity", true, "lineitemquantity"),
        new("title", "Lineitem name", true, "lineitemname"),
        new("price", "Lineitem price", true, "lineitemprice"),
        new("sku", "Lineitem sku", false, "lineitemsku"),
        new("name", "Billing Name", false, "billingname", "shippingname"),
        new("phone", "Billing Phone", false, "billingphone", "shippingphone", "phone"),
        new("region", "Shipping Province", false, "shippingprovince", "billingprovince", "shippingcountry"),
        new("cancelled", "Cancelled at", false, "cancelledat"),
        new("refunded", "Refunded Amount", false, "refundedamount"),
        new("receiver", "Shipping Name", false, "shippingname"),
        new("address", "Shipping Street", false, "shippingstreet", "shippingaddress1"),
        new("city", "Shipping City", false, "shippingcity"),
    ], "shopify", ["payment"]);

    public static ImportPreset WooCommerce { get; } = English("woocommerce",
    [
        new("order", "number", true, "number", "orderid"),
        new("status", "status", true, "status"),
        new("currency", "currency", false, "currency"),
        new("at", "date_created_gmt", true, "datecreatedgmt", "datecreated"),
        new("paid", "total", true, "total"),
        new("customer", "customer_id", false, "customerid"),
        new("name", "billing name", false, "billingname"),
        new("email", "billing email", false, "billingemail"),
        new("phone", "billing phone", false, "billingphone"),
        new("region", "billing state", false, "billingstate"),
        new("refunded", "refunds", false, "refunded"),
        new("sku", "line sku", false, "linesku"),
        new("title", "line name", true, "linename"),
        new("quantity", "line quantity", true, "linequantity"),
        new("amount", "line total", true, "linetotal"),
    ], "woocommerce", ["title"]);

    /// <summary>A second file with what went back, by order number.</summary>
    public static ImportPreset Refunds { get; } = Chinese("refunds",
    [
        new("order", "订单编号 / Order number", true, "订单编号", "订单号", "主订单编号", "ordernumber", "orderno", "orderid", "order"),
        new("refunded", "退款金额 / Refunded", true, "退款金额", "买家退款金额", "退款", "退款金额(元)", "refunded", "refundedamount", "refund"),
        new("refund", "退款编号 / Refund number", true, "退款编号", "退款单号", "售后编号", "售后单号", "退款单编号", "refundid", "refundnumber", "refundno"),
        new("status", "退款状态 / Status", false, "退款状态", "售后状态", "refundstatus", "status"),
    ], null, ["refund"]) with
    { Rows = RowsAre.Refunds };

    private static ImportPreset Chinese(string name, IReadOnlyList<ImportField> fields, string? platform, IReadOnlyList<string> telling) =>
        new(name, ImportKind.Orders, "CNY", "Asia/Shanghai", "zh-CN", "客服", fields) { OneCurrency = platform is not null, Platform = platform, Telling = telling };

    private static ImportPreset English(string name, IReadOnlyList<ImportField> fields, string platform, IReadOnlyList<string> telling) =>
        new(name, ImportKind.Orders, "USD", "UTC", "en-US", "Customer service", fields) { Platform = platform, Telling = telling };
}
