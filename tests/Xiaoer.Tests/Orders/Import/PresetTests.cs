using System.Text;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Tests.Orders.Import;

/// <summary>How each platform's rows are understood, by the names of their columns alone.</summary>
public class PresetTests
{
    private static readonly ImportTerms Yuan = new("CNY", "Asia/Shanghai", "CN", Chinese: true);

    public static TheoryData<string, string> Files => new()
    {
        { "taobao", PlatformFiles.TaobaoList().Text }, { "taobao_items", PlatformFiles.TaobaoItems().Text }, { "tmall_report", PlatformFiles.TmallReport().Text },
        { "jd", PlatformFiles.Jd().Text }, { "pdd", PlatformFiles.Pdd().Text }, { "shopify", PlatformFiles.Shopify().Text }, { "woocommerce", PlatformFiles.Woo },
        { "uci", new UciFile().Line("1", "A", 1, "1", "9").Text }, { "uci", new UciFile(second: true).Line("1", "A", 1, "1", "9").Text },
        { "refunds", "订单编号,退款编号,退款金额\n1,2,3\n" }, { "generic", "订单号,下单时间,商品,数量,单价\n1,2026-11-01,杯,1,2\n" }, { "generic", "Order number,Date,Product,Qty,Price\n1,2026-11-01,Cup,1,2\n" },
    };

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_known_by_its_columns(string preset, string file) =>
        ImportPlan.Find(TableFile.Save(Encoding.UTF8.GetBytes(file)).FullName, ImportKind.Orders).Preset.Name.ShouldBe(preset);

    [Theory, MemberData(nameof(Files))]
    public void Columns_in_another_order_and_with_others_between_mean_the_same(string preset, string file)
    {
        if (file[0] is '[') return;
        var turned = string.Join("\n", file.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..1].Select(h => string.Join(',', h.Trim().Split(',').Reverse().SelectMany(c => new[] { "别的" + c.GetHashCode(StringComparison.Ordinal), c }))));

        ImportPlan.Find(TableFile.Save(Encoding.UTF8.GetBytes(turned + "\n")).FullName, ImportKind.Orders).Preset.Name.ShouldBe(preset);
    }

    [Fact]
    public void Taobaos_list_of_orders()
    {
        var (lines, rejected) = Read(PlatformFiles.TaobaoList().Save("gb18030"));

        lines.Select(l => (l.Order, l.AmountMinor, l.Quantity, l.Said!.Trade, l.Said.Unpaid, l.Said.Refunded, l.Customer)).ShouldBe(
        [
            ("2034567890123456789", 24800, 3, TradeStatus.Completed, false, 0, "taobao:山茶花开"),
            ("2034567890123456790", 9000, 1, TradeStatus.Closed, false, 9000, "taobao:山茶花开"),
            ("2034567890123456791", 129900, 1, TradeStatus.AwaitingPayment, true, 0, null), // both name and phone are masked
            ("2034567890123456792", 4000, 2, TradeStatus.Shipped, false, 1500, "taobao:小满"),
        ]);
        lines[0].At.ShouldBe(new DateTimeOffset(2026, 11, 1, 1, 41, 0, TimeSpan.Zero));
        lines[1].At.ShouldBe(new DateTimeOffset(2026, 11, 2, 1, 41, 0, TimeSpan.Zero));
        (lines[0].Region, lines[0].Buyer!.Name, lines[0].Title, lines[0].Sums).ShouldBe(("浙江省", null, "手作茶杯,青釉", true));
        rejected.ShouldHaveSingleItem().ShouldBe((5L, Reasons.RoundedOrder));
    }

    [Fact]
    public void Taobaos_list_of_items()
    {
        var (lines, _) = Read(PlatformFiles.TaobaoItems().Save("gb18030"));

        lines.Select(l => (l.Order, l.Sku, l.Title, l.Quantity, l.UnitPriceMinor, l.AmountMinor)).Take(2).ShouldBe(
            [("2034567890123456789", "CUP-1", "手作茶杯 颜色分类:青釉", 2, 9900, 19800), ("2034567890123456789", "茶垫", "茶垫", 1, 7000, 7000)]);
    }

    [Fact]
    public void Tmalls_report_has_no_buyers()
    {
        var (lines, _) = Read(PlatformFiles.TmallReport().Save());

        lines.Select(l => (l.AmountMinor, l.Said!.Trade, l.Said.Unpaid, l.Said.Refunded, l.Customer, l.Buyer)).ShouldBe(
            [(17880, TradeStatus.Closed, true, 0, null, null), (2100, TradeStatus.Completed, false, 0, null, null), (3700, TradeStatus.Completed, false, 3700, null, null)]);
    }

    [Fact]
    public void Jd_repeats_the_order_on_each_line()
    {
        var (lines, _) = Read(PlatformFiles.Jd().Save("gb18030"));

        lines.Select(l => (l.Order, l.Sku, l.AmountMinor, l.Said!.Total, l.Said.Trade, l.Customer)).ShouldBe(
            [("301", "88", 10000, 11000, TradeStatus.Completed, "jd:jd_lan"), ("301", "89", 2000, 11000, TradeStatus.Completed, "jd:jd_lan"), ("302", "88", 5000, 5000, TradeStatus.Paid, null)]);
        lines[2].At.ShouldBe(new DateTimeOffset(2025, 11, 2, 4, 0, 0, TimeSpan.Zero)); // 45963.5, as a spreadsheet counts
    }

    [Fact]
    public void Pinduoduo_knows_buyers_by_an_open_phone_number_only()
    {
        var (lines, rejected) = Read(PlatformFiles.Pdd().Save());

        lines.Select(l => (l.Order, l.Sku, l.Title, l.AmountMinor, l.Said!.Total, l.Said.Trade, l.Said.Refunded is > 0, l.Customer)).ShouldBe(
        [
            ("261101-111", "SL-38", "拖鞋 灰 38", 3980, 3580, TradeStatus.Completed, false, "+8613700002222"),
            ("261101-112", "拖鞋", "拖鞋", 1990, 1990, TradeStatus.Closed, true, null),
        ]);
        rejected.ShouldHaveSingleItem().ShouldBe((4L, Reasons.UnknownStatus));
    }

    [Fact]
    public void Shopify_leaves_the_orders_fields_empty_on_further_lines()
    {
        var (lines, _) = Read(PlatformFiles.Shopify().Save());

        lines.Select(l => (l.Order, l.Sku, l.AmountMinor, l.Customer, l.Said?.Total, l.Said?.Trade, l.Said?.Refunded)).ShouldBe(
        [
            ("#1001", "CUP", 9000, "lan@shop.example", 11800, TradeStatus.Completed, 1800), ("#1001", "MAT", 2000, "lan@shop.example", null, null, null),
            ("#1002", "CUP", 4500, "lan@shop.example", 4500, TradeStatus.AwaitingPayment, 0), ("#1003", "Cup", 4500, null, 4500, TradeStatus.Closed, 4500),
        ]);
        lines[0].At.ShouldBe(new DateTimeOffset(2025, 12, 6, 15, 37, 33, TimeSpan.Zero));
        lines[1].At.ShouldBe(lines[0].At);
    }

    [Fact]
    public void Another_currency_than_the_shops_is_refused_row_by_row() =>
        Read(PlatformFiles.Shopify("INR").Save()).Rejected.Select(r => r.Reason).ShouldContain(Reasons.WrongCurrency);

    [Fact]
    public void WooCommerce_orders_become_a_row_for_each_line()
    {
        var (lines, rejected) = Read(TableFile.Save(Encoding.UTF8.GetBytes(PlatformFiles.Woo)));

        lines.Select(l => (l.Order, l.Sku, l.AmountMinor, l.Said!.Total, l.Said.Trade, l.Said.Refunded, l.Customer)).ShouldBe(
        [
            ("727", "93", 600, 2935, TradeStatus.Paid, 0, "john.doe@example.com"), ("727", "Bar3", 1200, 2935, TradeStatus.Paid, 0, "john.doe@example.com"),
            ("723", "T", 3900, 3900, TradeStatus.Completed, 1000, "26"),
        ]);
        lines[0].At.ShouldBe(new DateTimeOffset(2026, 3, 22, 19, 28, 2, TimeSpan.Zero));
        rejected.ShouldHaveSingleItem().Reason.ShouldBe("is no order of WooCommerce");
    }

    [Theory]
    [InlineData("=\"20345678\"", "20345678")]
    [InlineData("'20345678", "20345678")]
    [InlineData("\t20345678\t", "20345678")]
    [InlineData("　20345678　", "20345678")]
    public void Numbers_written_as_text_are_numbers(string written, string number) =>
        Read(new TableFile("订单号", "时间", "金额").Row(("订单号", written), ("时间", "2026-11-01"), ("金额", "1")).Save()).Lines.Single().Order.ShouldBe(number);

    [Theory]
    [InlineData("2026-11-22 09:41:00")]
    [InlineData("2026/11/22 9:41")]
    [InlineData("2026年11月22日 09:41")]
    [InlineData("2026.11.22 9:41")]
    [InlineData("20261122094100")]
    [InlineData("46348.403472222")]
    [InlineData("2026-11-22T01:41:00Z")]
    [InlineData("2026-11-22 01:41:00 +0000")]
    public void A_date_is_read_however_it_was_exported(string written) =>
        Read(new TableFile("订单号", "时间", "金额").Row(("订单号", "1"), ("时间", written), ("金额", "1")).Save()).Lines.Single().At
            .ShouldBe(new DateTimeOffset(2026, 11, 22, 1, 41, 0, TimeSpan.Zero), TimeSpan.FromMilliseconds(500));

    [Theory]
    [InlineData("￥1,299.00", 129900)]
    [InlineData("１２.５", 1250)]
    [InlineData("12元", 1200)]
    public void An_amount_is_read_with_what_people_write_around_it(string written, long fen) =>
        Read(new TableFile("订单号", "时间", "金额").Row(("订单号", "1"), ("时间", "2026-11-01"), ("金额", written)).Save()).Lines.Single().AmountMinor.ShouldBe(fen);

    [Fact]
    public void A_person_can_say_which_column_holds_what()
    {
        var file = new TableFile("流水", "何时", "东西", "钱").Row(("流水", "7"), ("何时", "2026-11-01"), ("东西", "杯"), ("钱", "9.9")).Save();
        var mapping = new Dictionary<string, string> { ["order"] = "流水", ["at"] = "何时", ["title"] = "东西", ["amount"] = "钱" };

        var line = OrderBatches.Read(file.FullName, ImportPlan.Find(file.FullName, ImportKind.Orders, mapping: mapping), Yuan, 0, 100).Single().Orders.Single().First;

        (line.Order, line.Title, line.AmountMinor).ShouldBe(("7", "杯", 990));
        Should.Throw<ImportRefused>(() => Read(file)).Code.ShouldBe("import.missing_columns");
    }

    [Fact]
    public void An_order_number_that_may_have_lost_digits_is_taken_with_a_doubt()
    {
        var order = Batch(new TableFile("订单号", "时间", "金额").Row(("订单号", "203456789012345000"), ("时间", "2026-11-01"), ("金额", "1")).Save()).Orders.Single();

        order.Doubts(null, order.First.At).Select(d => d.Kind).ShouldBe(["rounded"]);
    }

    [Fact]
    public void A_workbook_is_read_like_a_csv_and_its_long_numbers_are_refused()
    {
        var table = PlatformFiles.Jd().Row(("订单号", "2034567890123456789"), ("商品名称", "x"), ("订购数量", "1"), ("下单时间", "2026-11-02"), ("京东价", "1"), ("订单状态", "完成"), ("下单帐号", "x"));

        var (lines, rejected) = Read(TableFile.Save(table.Workbook()));

        lines.Select(l => (l.Order, l.AmountMinor)).ShouldBe([("301", 10000), ("301", 2000), ("302", 5000)]);
        rejected.Select(r => r.Reason).ShouldBe([Reasons.RoundedOrder]);
    }

    [Fact]
    public void Every_reason_has_its_words_in_Chinese()
    {
        var reasons = typeof(Reasons).GetFields().Select(f => (string)f.GetRawConstantValue()!);

        reasons.Where(r => Reasons.In("zh", r) == r).ShouldBeEmpty();
    }

    private static OrderBatch Batch(FileInfo file)
    {
        var plan = ImportPlan.Find(file.FullName, ImportKind.Orders);
        return OrderBatches.Read(file.FullName, plan, Yuan with { TimeZone = plan.Preset.TimeZone }, 0, 1000).Single();
    }

    private static (List<ImportLine> Lines, List<(long Line, string Reason)> Rejected) Read(FileInfo file)
    {
        var batch = Batch(file);
        return ([.. batch.Orders.SelectMany(o => o.Lines)], [.. batch.Rejected.Select(r => (r.Line, r.Reason))]);
    }
}
