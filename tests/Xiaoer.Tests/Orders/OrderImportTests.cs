using Microsoft.EntityFrameworkCore;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Orders;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Orders;

/// <summary>Whole files on real stores: what they come to, twice, in pieces, killed and resumed.</summary>
public class OrderImportTests
{
    [Theory, BothDatabases]
    public async Task A_file_becomes_orders_customers_and_guests(Database database)
    {
        var shop = await ImportingShop.Open(database);
        var file = new UciFile()
            .Line("536365", "85123A", 6, "2.55", "17850").Line("536365", "71053", 6, "3.39", "17850").Line("536365", "84879", 32, "0", "17850")
            .Line("536366", "22633", 1, "1.85", "", title: "HAND WARMER, \"RED\"").Line("536367", "22633", 2, "1.85", "0");

        var report = await shop.Import(file.Save(gzip: true));

        Figures(report).ShouldBe((5, 3, 5, 1, 2, 0, 0, 0));
        report.RejectsFile.ShouldBeNull();
        var order = await shop.Order("536365");
        (order.TotalMinor, order.ItemCount, order.TradeStatus, order.PaymentStatus, order.Currency).ShouldBe((3564, 3, TradeStatus.Completed, PaymentStatus.Paid, "GBP"));
        (await shop.Order("536366")).CustomerId.ShouldBeNull();
        (await shop.Items("536366")).Single().Title.ShouldBe("HAND WARMER, \"RED\"");
    }

    [Theory, BothDatabases]
    public async Task The_same_file_twice_changes_nothing(Database database)
    {
        var shop = await ImportingShop.Open(database);
        var file = UciFile.Random(1, 300).Save();
        var first = await shop.Import(file);
        var before = await shop.Everything();

        var again = await shop.Import(file);

        Figures(again).ShouldBe(Figures(first));
        (await shop.Everything()).ShouldBe(before);
    }

    [Theory, BothDatabases]
    public async Task The_same_orders_in_another_file_change_nothing_either(Database database)
    {
        var shop = await ImportingShop.Open(database);
        var first = await shop.Import(UciFile.Random(2, 300).Save());
        var before = await shop.Everything();

        var again = await shop.Import(UciFile.Random(2, 300, second: true).Save(gzip: true));

        Figures(again).ShouldBe(Figures(first));
        (await shop.Everything()).ShouldBe(before);
    }

    [Theory, BothDatabases]
    public async Task A_later_file_mends_an_order_and_keeps_what_went_back(Database database)
    {
        var shop = await ImportingShop.Open(database);
        await shop.Import(new UciFile().Line("1", "A", 5, "2.00", "9").Line("1", "B", 1, "9.00", "9").Line("C2", "A", -2, "2.00", "9", at: "2011-03-02 10:00:00").Save());

        await shop.Import(new UciFile().Line("1", "A", 4, "2.00", "9").Line("C2", "A", -2, "2.00", "9", at: "2011-03-02 10:00:00").Save());

        var order = await shop.Order("1");
        (order.TotalMinor, order.RefundedMinor, order.ItemCount, order.PaymentStatus).ShouldBe((800, 400, 1, PaymentStatus.PartlyRefunded));
    }

    [Theory, BothDatabases]
    public async Task A_refund_reduces_the_latest_earlier_purchase_or_stands_alone(Database database)
    {
        var shop = await ImportingShop.Open(database);
        var file = new UciFile()
            .Line("C9", "A", -3, "2.00", "9", at: "2011-03-03 10:00:00") // before its purchase in the file, after it in time
            .Line("1", "A", 5, "2.00", "9", at: "2011-03-01 10:00:00")
            .Line("2", "A", 3, "2.00", "9", at: "2011-03-02 10:00:00")
            .Line("C10", "A", -2, "2.00", "9", at: "2011-03-04 10:00:00")
            .Line("C11", "A", -50, "2.00", "9", at: "2011-03-05 10:00:00")
            .Line("C12", "A", -1, "2.00", "", at: "2011-03-05 10:00:00");

        var report = await shop.Import(file.Save());

        Figures(report).ShouldBe((6, 2, 2, 1, 0, 4, 0, 0));
        var (first, second) = (await shop.Order("1"), await shop.Order("2"));
        (second.RefundedMinor, second.PaymentStatus).ShouldBe((600, PaymentStatus.Refunded));
        (first.RefundedMinor, first.PaymentStatus).ShouldBe((400, PaymentStatus.PartlyRefunded));
        var alone = await shop.Order("C11");
        (alone.TotalMinor, alone.RefundedMinor, alone.PaymentStatus, alone.CustomerId).ShouldBe((-10000, 0, PaymentStatus.Refunded, first.CustomerId));
        (await shop.Items("C11")).Single().Quantity.ShouldBe(-50);
        (await shop.Order("C12")).CustomerId.ShouldBeNull();
        (await shop.Orders()).ShouldBe(["1", "2", "C11", "C12"]);
    }

    [Theory, BothDatabases]
    public async Task An_order_that_appears_again_grows_and_its_first_line_decides(Database database)
    {
        var shop = await ImportingShop.Open(database);
        var file = new UciFile().Line("1", "A", 1, "1.00", "9").Line("2", "A", 1, "1.00", "8").Line("1", "B", 2, "1.00", "7", at: "2011-03-01 10:01:00");

        var report = await shop.Import(file.Save());

        Figures(report).ShouldBe((3, 2, 3, 2, 0, 0, 2, 0));
        (await shop.Items("1")).Select(i => (i.Line, i.Sku)).ShouldBe([(1, "A"), (2, "B")]);
        (await File.ReadAllLinesAsync(report.RejectsFile!)).Skip(1).ShouldBe(
        [
            "4,two_customers,names two customers; the first was taken,1,9 / 7",
            "4,two_times,has two times; the first was taken,1,2011-03-01 10:00:00Z / 2011-03-01 10:01:00Z",
        ]);
    }

    [Theory, BothDatabases]
    public async Task Orders_far_apart_in_the_file_grow_over_batches(Database database)
    {
        var shop = await ImportingShop.Open(database);
        var file = new UciFile().Line("first", "A", 1, "1.00", "9").Line("C1", "A", -1, "9.00", "9");
        for (var i = 0; i < 12_000; i++) file.Line($"{i}", "A", 1, "1.00", "");
        file.Line("first", "B", 2, "1.00", "9").Line("C1", "B", -1, "9.00", "9");

        var report = await shop.Import(file.Save());

        Figures(report).ShouldBe((12_004, 12_001, 12_002, 1, 12_000, 2, 0, 0));
        ((await shop.Order("first")).TotalMinor, (await shop.Items("first")).Count).ShouldBe((300, 2));
        (await shop.Items("C1")).Select(i => i.Line).ShouldBe([1, 2]);
    }

    [Theory, BothDatabases]
    public async Task Bad_rows_are_listed_with_line_and_reason_and_the_rest_goes_in(Database database)
    {
        var shop = await ImportingShop.Open(database);
        var file = new UciFile().Line("1", "A", 1, "1.00", "9").Raw("2,A,\"open,1,2011-03-01 10:00:00,1,9,UK").Line("3", "A", 1, "-1", "9")
            .Line("4", "A", 1, "1.00", "9", title: "=HYPERLINK(\"x\")").Raw("5,A\0,x,1,2011-03-01 10:00:00,1,9,UK").Line("6", "=A", 1, "?", "9");

        var report = await shop.Import(file.Save());

        Figures(report).ShouldBe((6, 2, 2, 1, 0, 0, 0, 4));
        var listed = (await File.ReadAllLinesAsync(report.RejectsFile!)).Skip(1).Select(l => string.Join(',', l.Split(',')[..3]));
        listed.ShouldBe(
        [
            "3,rejected,has text behind a closing quote", "4,rejected,has a price below zero", "6,rejected,holds a NUL character", "7,rejected,has a price that is no amount",
        ]);
    }

    [Theory, BothDatabases]
    public async Task A_run_that_was_broken_off_goes_on_where_it_was(Database database)
    {
        var (whole, broken) = (await ImportingShop.Open(database), await ImportingShop.Open(database));
        var file = UciFile.Random(3, 6000).Save();
        var expected = await whole.Import(file);

        // Stopped after a batch, again after another, then let go: each start finds what is committed.
        for (var stops = 1; stops <= 3; stops++)
            await Should.ThrowAsync<OperationCanceledException>(() => broken.Import(file, stopAfter: 1));
        var report = await broken.Import(file);

        Figures(report).ShouldBe(Figures(expected));
        (await broken.Everything(withIds: false)).ShouldBe(await whole.Everything(withIds: false));
    }

    [Theory, BothDatabases]
    public async Task A_file_that_does_not_fit_changes_nothing(Database database)
    {
        var shop = await ImportingShop.Open(database);

        (await Should.ThrowAsync<ImportRefused>(() => shop.Import(Save("who,what\n1,2\n")))).Code.ShouldBe("import.missing_columns");
        (await Should.ThrowAsync<ImportRefused>(() => shop.Import(Save("")))).Code.ShouldBe("import.no_header");

        (await shop.Orders()).ShouldBeEmpty();
        (await shop.App.Look(db => db.Set<ImportRun>().CountAsync(r => r.ShopId == shop.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task A_dry_run_counts_what_an_import_would_do()
    {
        var shop = await ImportingShop.Open(Database.Sqlite);
        var file = UciFile.Random(4, 3000).Save();

        var tried = await FileImport.TryOut(shop.App.Options, TimeProvider.System, file, new ImportPlan(ImportPreset.Uci), null, default);
        var report = await shop.Import(file);

        Figures(tried).ShouldBe(Figures(report));
        (await File.ReadAllTextAsync(tried.RejectsFile!)).ShouldBe(await File.ReadAllTextAsync(report.RejectsFile!));
    }

    [Theory, BothDatabases]
    public async Task One_event_tells_of_a_whole_file(Database database)
    {
        var shop = await ImportingShop.Open(database);

        await shop.Import(UciFile.Random(5, 200).Save());

        (await shop.App.Look(db => db.Set<StoredEvent>().Where(e => e.ShopId == shop.Id).Select(e => e.Name).ToListAsync())).ShouldBe([OrderEvents.ImportFinished]);
    }

    private static (long Rows, long Orders, long Items, long Customers, long Guests, long Refunds, long Warnings, long Rejected) Figures(ImportReport r) =>
        (r.Rows, r.Orders, r.Items, r.Customers, r.GuestOrders, r.RefundLines, r.Warnings, r.Rejected);

    private static FileInfo Save(string text)
    {
        var path = Path.Join(Directory.CreateTempSubdirectory("xiaoer-uci-").FullName, "orders.csv");
        File.WriteAllText(path, text);
        return new FileInfo(path);
    }
}
