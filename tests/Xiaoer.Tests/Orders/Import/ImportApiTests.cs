using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Customers;
using Xiaoer.Orders.Import;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Orders.Import;

/// <summary>A file's way over the API: uploaded, looked at, corrected, started, watched, undone.</summary>
public class ImportApiTests
{
    [Theory, BothDatabases]
    public async Task Both_files_of_a_Taobao_export_make_whole_orders(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        var upload = await shen.Uploads(PlatformFiles.TaobaoList().Bytes("gb18030"), name: "../../ExportOrderList.csv");
        var preview = await shen.Previews(upload.Id);
        await shen.Starts(upload.Id);
        var list = await shen.Awaits(upload.Id);
        var items = await shen.Imports(PlatformFiles.TaobaoItems().Bytes("gb18030"));

        (upload.State, upload.Preset, upload.Encoding, upload.FileName).ShouldBe((ImportState.Uploaded, "taobao", "gb18030", "ExportOrderList.csv"));
        preview.Missing.ShouldBeEmpty();
        preview.Columns.Single(c => c.Name == "买家会员名").Field.ShouldBe("account");
        preview.Columns.Single(c => c.Name == "联系手机").Sample.ShouldBe("138****2071");
        preview.Columns.Single(c => c.Name == "店铺Id").Field.ShouldBeNull();
        preview.Rows.Single(r => r.Reason is not null).Reason.ShouldBe("订单号被表格软件四舍五入了，请导出成文本再导入");
        (list.State, list.Figures.Rows, list.Figures.Created, list.Figures.Rejected, list.Figures.Customers, list.Figures.GuestOrders).ShouldBe((ImportState.Finished, 5, 4, 1, 2, 1));
        (items.State, items.Preset, items.Figures.Updated, items.Figures.Rejected).ShouldBe((ImportState.Finished, "taobao_items", 2, 1));

        var order = await Order(shen, "2034567890123456789");
        order.Total.ShouldBe(Money.Cny(248_00));
        order.Items.Select(i => (i.Sku, i.Quantity, i.Amount)).ShouldBe([("CUP-1", 2, Money.Cny(198_00)), ("茶垫", 1, Money.Cny(70_00)), ("adjustment", 1, Money.Cny(-20_00))]);
        var refunded = await Order(shen, "2034567890123456792");
        (refunded.TradeStatus, refunded.PaymentStatus, refunded.Refunded, refunded.Total).ShouldBe((TradeStatus.Shipped, PaymentStatus.PartlyRefunded, Money.Cny(15_00), Money.Cny(40_00)));
        (await Order(shen, "2034567890123456791")).PaymentStatus.ShouldBe(PaymentStatus.Unpaid);
        (await Order(shen, "2034567890123456790")).PaymentStatus.ShouldBe(PaymentStatus.Refunded);
        var buyer = await shen.Api.Get<CustomerView>($"{shen.Desk}/customers/{order.CustomerId}");
        (buyer.Name, buyer.Region, buyer.Orders.Count).ShouldBe(("山茶花开", "浙江省", 1));
        buyer.Identities.Select(i => (i.Kind, i.Source, i.Value)).ShouldBe([(IdentityKind.Platform, "taobao", "山茶花开"), (IdentityKind.Phone, "shop", "138****2071")]);
    }

    [Theory, BothDatabases]
    public async Task The_same_list_again_says_unchanged_and_keeps_the_items(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await shen.Imports(PlatformFiles.TaobaoList().Bytes("gb18030"));
        await shen.Imports(PlatformFiles.TaobaoItems().Bytes("gb18030"));
        var before = await Order(shen, "2034567890123456789");

        var again = await shen.Imports(PlatformFiles.TaobaoList().Bytes("utf-8"));
        var items = await shen.Imports(PlatformFiles.TaobaoItems().Bytes("utf-8"));

        (again.Figures.Created, again.Figures.Updated, again.Figures.Unchanged).ShouldBe((0, 0, 4));
        (items.Figures.Updated, items.Figures.Unchanged).ShouldBe((0, 2));
        (await Order(shen, "2034567890123456789")).Version.ShouldBe(before.Version);
    }

    [Theory, BothDatabases]
    public async Task F06_The_very_same_file_is_not_started_twice(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await shen.Imports(PlatformFiles.Pdd().Bytes());
        var again = await shen.Uploads(PlatformFiles.Pdd().Bytes());

        (await Should.ThrowAsync<Refused>(() => shen.Starts(again.Id))).Code.ShouldBe("import.same_file");
        await shen.Api.Delete($"{shen.Desk}/imports/{again.Id}");

        (await shen.Api.Get<Page<ImportView>>($"{shen.Desk}/imports")).Items.ShouldHaveSingleItem().State.ShouldBe(ImportState.Finished);
    }

    [Theory, BothDatabases]
    public async Task Undoing_takes_back_what_nobody_has_changed(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var import = await shen.Imports(PlatformFiles.Jd().Bytes());
        await shen.Api.Put<OrderView>($"{shen.Desk}/orders/by-external-id/302", new PutOrderRequest(
            null, TradeStatus.Shipped, PaymentStatus.Paid, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), null, [new PutOrderItemRequest("88", "茶杯", 1, Money.Cny(50_00))]));

        var undone = await shen.Undoes(import.Id);

        (undone.State, undone.Removed, undone.Kept).ShouldBe((ImportState.Undone, 1, 1));
        (await shen.Api.Get<Page<OrderView>>($"{shen.Desk}/orders")).Items.ShouldHaveSingleItem().ExternalId.ShouldBe("302");
        (await shen.Api.Get<Page<CustomerView>>($"{shen.Desk}/customers")).Items.ShouldBeEmpty(); // jd_lan came with the import and has no order left
        (await Should.ThrowAsync<Refused>(() => shen.Undoes(import.Id))).Code.ShouldBe("import.cannot_undo");
        (await shen.Imports(PlatformFiles.Jd().Bytes())).Figures.Created.ShouldBe(1); // and the file may come again
    }

    [Theory, BothDatabases]
    public async Task Undoing_gives_back_what_it_booked_on_orders_of_another_file(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        static byte[] Table(string order, string quantity, string at) => new TableFile("订单号", "下单时间", "客户号", "sku", "数量", "单价")
            .Row(("订单号", order), ("下单时间", at), ("客户号", "9"), ("sku", "A"), ("数量", quantity), ("单价", "5")).Bytes();
        await shen.Imports(Table("1", "3", "2026-11-01"));
        var refund = await shen.Imports(Table("R1", "-2", "2026-11-02"));
        (await Order(shen, "1")).Refunded.ShouldBe(Money.Cny(10_00));

        await shen.Undoes(refund.Id);

        var order = await Order(shen, "1");
        (order.Refunded, order.PaymentStatus).ShouldBe((Money.Cny(0), PaymentStatus.Paid));
        (await shen.Imports(Table("R1", "-2", "2026-11-02"))).Figures.RefundLines.ShouldBe(1);
        (await Order(shen, "1")).Refunded.ShouldBe(Money.Cny(10_00));
    }

    [Theory, BothDatabases]
    public async Task A_second_file_brings_what_went_back(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await shen.Imports(PlatformFiles.Jd().Bytes());

        var refunds = await shen.Imports(Encoding.UTF8.GetBytes("订单编号,退款编号,退款金额,退款状态\n301,a,30.00,退款成功\n302,b,50.00,退款关闭\n999,c,1.00,退款成功\n"));

        (refunds.Preset, refunds.Figures.Updated, refunds.Figures.Unchanged, refunds.Figures.Rejected).ShouldBe(("refunds", 1, 1, 1));
        var order = await Order(shen, "301");
        (order.Refunded, order.Total, order.Items.Count).ShouldBe((Money.Cny(30_00), Money.Cny(110_00), 2 + 1));
    }

    [Theory, BothDatabases]
    public async Task An_older_file_does_not_turn_an_order_back(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        static byte[] Table(string status) => new TableFile("订单号", "下单时间", "商品", "金额", "状态").Row(("订单号", "1"), ("下单时间", "2026-11-01"), ("商品", "杯"), ("金额", "5"), ("状态", status)).Bytes();
        await shen.Imports(Table("交易成功"));

        var older = await shen.Imports(Table("待发货"));

        (await Order(shen, "1")).TradeStatus.ShouldBe(TradeStatus.Completed);
        (await shen.Rejects(older.Id, "zh")).ShouldContain("状态比已有的旧，保留了新的");
    }

    [Theory, BothDatabases]
    public async Task Own_columns_are_mapped_and_the_mapping_is_kept_by_name(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var mapping = new Dictionary<string, string> { ["order"] = "流水", ["at"] = "何时", ["title"] = "东西", ["amount"] = "钱" };
        var upload = await shen.Uploads(new TableFile("流水", "何时", "东西", "钱").Row(("流水", "7"), ("何时", "2026-11-01"), ("东西", "杯"), ("钱", "9.9")).Bytes("gb18030"));

        (await shen.Previews(upload.Id)).Missing.ShouldBe(["order", "at"]);
        await shen.Api.Put<ImportView>($"{shen.Desk}/imports/{upload.Id}/plan", new ImportPlanRequest("generic", null, mapping));
        var saved = await shen.Api.Put<ImportMappingView>($"{shen.Desk}/import-mappings/{Uri.EscapeDataString("老系统")}", new PutImportMappingRequest(ImportKind.Orders, "generic", null, mapping));

        (await shen.Previews(upload.Id)).Rows.Single().Values["amount"].ShouldBe("9.90 CNY");
        await shen.Starts(upload.Id);
        (await shen.Awaits(upload.Id)).Figures.Created.ShouldBe(1);
        saved.Version.ShouldBe(1);
        using var stale = await shen.Api.Send(HttpMethod.Put, $"{shen.Desk}/import-mappings/{Uri.EscapeDataString("老系统")}", new PutImportMappingRequest(ImportKind.Orders, "generic", null, mapping), ("If-Match", "\"7\""));
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await shen.Api.Get<Page<ImportMappingView>>($"{shen.Desk}/import-mappings")).Items.Single().Mapping.ShouldBe(mapping);
        await shen.Api.Delete($"{shen.Desk}/import-mappings/{Uri.EscapeDataString("老系统")}");
    }

    [Theory, BothDatabases]
    public async Task F07_Customers_are_put_by_number_and_no_file_gives_consent(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        static TableFile People(string name) => new TableFile("客户号", "姓名", "手机", "邮箱", "opt_in", "role", "shop_id")
            .Row(("客户号", "c-1"), ("姓名", name), ("手机", "13800002071"), ("opt_in", "true"), ("role", "owner"), ("shop_id", Guid.AllBitsSet.ToString()))
            .Row(("客户号", "c-2"), ("姓名", "周*"), ("手机", "138****2071"), ("邮箱", "no address"))
            .Row(("客户号", "c-3"), ("姓名", "第三"), ("手机", "13800002071")).Row(("姓名", "无号"));
        var upload = await shen.Uploads(People("王小明").Bytes(), ImportKind.Customers);
        (await shen.Previews(upload.Id)).Hints.ShouldContain("consent_ignored");
        await shen.Starts(upload.Id);
        var first = await shen.Awaits(upload.Id);

        var second = await shen.Imports(People("王大明").Bytes(), ImportKind.Customers);

        (first.Figures.Created, first.Figures.Rejected, first.Figures.Warnings).ShouldBe((3, 1, 2));
        (second.Figures.Created, second.Figures.Updated, second.Figures.Unchanged).ShouldBe((0, 1, 2));
        var list = (await shen.Rejects(first.Id, "zh")).Split("\r\n", StringSplitOptions.TrimEntries)[0];
        list.ShouldContain("手机或邮箱已属于别的客户");
        list.ShouldContain("邮箱不对");
        (await shen.Api.Get<Page<CustomerView>>($"{shen.Desk}/customers")).Items.Select(c => c.Name).ShouldBe(["王大明", "c-2", "第三"], ignoreOrder: true);
        (await shen.Undoes(first.Id)).Removed.ShouldBe(2); // c-1 was changed by the second file
    }

    [Theory, BothDatabases]
    public async Task Products_come_with_their_variants_from_WooCommerce(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var file = new TableFile("ID", "Type", "SKU", "Name", "Stock", "Sale price", "Regular price", "Categories", "Images", "Parent", "Attribute 1 value(s)")
            .Row(("ID", "741"), ("Type", "variable"), ("SKU", "cc-tee"), ("Name", "T-Shirt"), ("Regular price", "45"), ("Categories", "Clothing > Tshirts"), ("Images", "https://x.example/a.png, https://x.example/b.png"))
            .Row(("ID", "742"), ("Type", "variation"), ("SKU", "cc-tee-red"), ("Name", "T-Shirt - Red"), ("Stock", "5"), ("Regular price", "45"), ("Sale price", "42"), ("Parent", "cc-tee"), ("Attribute 1 value(s)", "Red"))
            .Row(("ID", "743"), ("Type", "simple"), ("SKU", "mug"), ("Name", "Mug"), ("Stock", "many"), ("Regular price", "9"))
            .Row(("ID", "744"), ("Type", "simple"), ("SKU", "cap"), ("Name", "Cap"), ("Regular price", "16"), ("Images", "javascript:alert(1)"));

        var import = await shen.Imports(file.Bytes(), ImportKind.Products);

        (import.Preset, import.Figures.Created, import.Figures.Rejected).ShouldBe(("woocommerce", 1, 2));
        var product = (await shen.Api.Get<Page<ProductView>>($"{shen.Desk}/products")).Items.Single();
        (product.ExternalId, product.Title, product.Price, product.ImageUrl).ShouldBe(("741", "T-Shirt", Money.Cny(45_00), "https://x.example/a.png"));
        product.Variants.Select(v => (v.Sku, v.Name, v.Price, v.Stock)).ShouldBe([("cc-tee-red", "Red", Money.Cny(42_00), 5)]);
        (await shen.Undoes(import.Id)).Removed.ShouldBe(1);
        (await shen.Api.Get<Page<ProductView>>($"{shen.Desk}/products")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_who_may_write_it_imports_it_and_others_files_are_not_there()
    {
        var (shop, other) = (await TestShop.On(Database.Sqlite), await TestShop.On(Database.Sqlite));
        await using var bo = await shop.SignsIn("Bo"); // leads: orders and customers, no products
        await using var lan = await shop.SignsIn("Lan");
        await using var gu = await shop.SignsIn("Gu");
        await using var shen = await shop.SignsIn("Shen");
        await using var theirs = await other.SignsIn("Shen");
        var orders = await bo.Uploads(PlatformFiles.Pdd().Bytes());
        var products = await shen.Uploads("商品编号,标题,价格\n1,杯,2\n"u8.ToArray(), ImportKind.Products);

        foreach (var who in new[] { lan, gu }) (await Should.ThrowAsync<Refused>(() => who.Uploads([1]))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Should.ThrowAsync<Refused>(() => bo.Uploads([1], ImportKind.Products))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Should.ThrowAsync<Refused>(() => bo.Starts(products.Id))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await bo.Api.Get<Page<ImportView>>($"{bo.Desk}/imports")).Items.Select(i => i.Id).ShouldBe([orders.Id]);
        (await Should.ThrowAsync<Refused>(() => theirs.Starts(orders.Id))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await shop.App.Look(db => db.Set<ImportRun>().CountAsync(r => r.ShopId == new ShopId(other.Id)))).ShouldBe(0);
        (await shop.App.Look(db => db.Set<Customer>().CountAsync(c => c.ShopId == new ShopId(shop.Id)))).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_file_that_does_not_fit_fails_with_the_reason_and_can_be_read_anew(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        var upload = await shen.Uploads("who,what\n1,2\n"u8.ToArray());
        var failed = await shen.Imports("客户,什么\n1,2\n"u8.ToArray());
        (await Should.ThrowAsync<Refused>(() => shen.Uploads([]))).Code.ShouldBe("import.empty_file");
        var pounds = await shen.Uploads(Encoding.UTF8.GetBytes(new UciFile().Line("1", "A", 1, "1.00", "9").Text));

        (await shen.Previews(upload.Id)).Missing.ShouldBe(["order", "at"]);
        (failed.State, failed.Code).ShouldBe((ImportState.Failed, "import.missing_columns"));
        (await shen.Previews(pounds.Id)).Code.ShouldBe("import.wrong_currency");
        (await Should.ThrowAsync<Refused>(() => shen.Starts(pounds.Id))).Code.ShouldBe("import.wrong_currency");
    }

    private static async Task<OrderView> Order(Agent who, string number)
    {
        var found = (await who.Api.Get<Page<OrderView>>($"{who.Desk}/orders?external_id={Uri.EscapeDataString(number)}")).Items.Single();
        return await who.Api.Get<OrderView>($"{who.Desk}/orders/{found.Id}");
    }
}
