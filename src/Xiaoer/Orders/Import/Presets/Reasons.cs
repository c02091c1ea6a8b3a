namespace Xiaoer.Orders.Import.Presets;

/// <summary>Why rows are not taken, or taken with a doubt: sentences in English, and what they are in Chinese.</summary>
internal static class Reasons
{
    public const string FewColumns = "has fewer columns than the header";
    public const string NoOrder = "has no order number";
    public const string RoundedOrder = "has an order number that a spreadsheet has rounded";
    public const string LongCode = "has a code of more than 100 characters";
    public const string BadDate = "has a date that cannot be read";
    public const string BadQuantity = "has a quantity that is no whole number";
    public const string NoPieces = "has a quantity of zero";
    public const string BadAmount = "has a price that is no amount";
    public const string NoAmount = "has neither a price nor an amount";
    public const string LargeAmount = "is worth more than a line may be";
    public const string NegativePrice = "has a price below zero";
    public const string UnknownStatus = "has a status that is not known";
    public const string WrongCurrency = "is in another currency than the shop";
    public const string UnknownOrder = "belongs to an order that is not here; import the list of orders first";
    public const string NoNumber = "has no number of its own";
    public const string NoTitle = "is new and has no title";
    public const string NoPrice = "is new and has no price";
    public const string BadStock = "has a stock that is no whole number";
    public const string BadAddress = "has a link that is no web address";
    public const string BadPhone = "has a phone number that is none";
    public const string BadEmail = "has an e-mail address that is none";
    public const string ContactTaken = "has a phone number or address that another customer has; the rest was taken";
    public const string SkuTaken = "has a SKU that another product has";
    public const string Rounded = "may have lost the last digits of its number in a spreadsheet; compare it";
    public const string OlderStatus = "says an earlier status than is known; the later one was kept";

    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        [FewColumns] = "列数比表头少",
        [NoOrder] = "没有订单号",
        [RoundedOrder] = "订单号被表格软件四舍五入了，请导出成文本再导入",
        [LongCode] = "编号超过 100 个字",
        [BadDate] = "日期看不懂",
        [BadQuantity] = "数量不是整数",
        [NoPieces] = "数量是 0",
        [BadAmount] = "金额看不懂",
        [NoAmount] = "既没有单价也没有金额",
        [LargeAmount] = "金额超出上限",
        [NegativePrice] = "单价小于 0",
        [UnknownStatus] = "订单状态不认识",
        [WrongCurrency] = "币种和店铺不一致",
        [UnknownOrder] = "找不到这个订单，请先导入订单列表",
        [NoNumber] = "没有编号",
        [NoTitle] = "是新商品，但没有名称",
        [NoPrice] = "是新商品，但没有价格",
        [BadStock] = "库存不是整数",
        [BadAddress] = "链接不是网址",
        [BadPhone] = "手机号不对",
        [BadEmail] = "邮箱不对",
        [ContactTaken] = "手机或邮箱已属于别的客户，其余内容已导入",
        [SkuTaken] = "SKU 已属于别的商品",
        [Rounded] = "单号末几位可能被表格软件改成了 0，请核对",
        [OlderStatus] = "状态比已有的旧，保留了新的",
        ["has no invoice number"] = "没有订单号",
        ["has an invoice number that a spreadsheet has rounded"] = "订单号被表格软件四舍五入了",
        ["has no stock code"] = "没有商品编码",
        ["names two customers; the first was taken"] = "同一订单有两个买家，取了第一个",
        ["has two times; the first was taken"] = "同一订单有两个时间，取了第一个",
        ["has a description of more than 300 characters; the beginning was taken"] = "标题超过 300 字，只取了开头",
        ["holds a NUL character"] = "含有空字符",
        ["holds bytes that are no text"] = "有乱码，请检查编码",
        ["is longer than a record may be"] = "这一行太长",
        ["has a quote that is never closed"] = "引号没有配对",
        ["has text behind a closing quote"] = "引号后面还有文字",
        ["is no order of WooCommerce"] = "不是 WooCommerce 订单",
    };

    /// <param name="language"><c>zh</c>, or anything else for English.</param>
    public static string In(string language, string reason) => language == "zh" ? Chinese.GetValueOrDefault(reason, reason) : reason;
}
