using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;

namespace Xiaoer.Tests.Orders;

/// <summary>How rows of the UCI files are understood.</summary>
public class UciRowsTests
{
    private const string First = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
    private const string Second = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country";

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    [InlineData("\ufeff Invoice No ,STOCKCODE,description,Quantity,Invoice Date,unit_price,Customer ID,Country")]
    public void Both_editions_are_recognised_by_name(string header)
    {
        var line = Read(header, "536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom").ShouldBeOfType<ImportLine>();

        (line.Order, line.Sku, line.Title, line.Quantity, line.UnitPriceMinor, line.AmountMinor, line.Customer, line.Region, line.IsRefund)
            .ShouldBe(("536365", "85123A", "WHITE HANGING HEART", 6, 255, 1530, "17850", "United Kingdom", false));
        line.At.ShouldBe(new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Columns_may_stand_anywhere_and_others_are_ignored()
    {
        var line = Read("Country,Colour,Price,Invoice,Quantity,Customer ID,InvoiceDate,StockCode", "EIRE,red,1.25,1,2,9,2011-06-01 12:00:00,A").ShouldBeOfType<ImportLine>();

        (line.Order, line.AmountMinor, line.Title).ShouldBe(("1", 250, ""));
        line.At.ShouldBe(new DateTimeOffset(2011, 6, 1, 11, 0, 0, TimeSpan.Zero)); // summer time in London
    }

    [Fact]
    public void Missing_columns_are_named_beside_what_was_found()
    {
        var refused = Should.Throw<ImportRefused>(() => Read("InvoiceNo,StockCode,Quantity,When", "1,A,1,x"));

        refused.Code.ShouldBe("import.missing_columns");
        refused.Message.ShouldBe("Missing columns: InvoiceDate, UnitPrice (or Price), CustomerID (or Customer ID). The file has: InvoiceNo, StockCode, Quantity, When.");
    }

    [Fact]
    public void Two_columns_of_one_meaning_are_refused() => Should.Throw<ImportRefused>(() => Read(First + ",Price", "x")).Code.ShouldBe("import.column_twice");

    [Theory]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("0.0", null)]
    [InlineData("nan", null)]
    [InlineData("17850.0", "17850")]
    [InlineData("=\"17850\"", "17850")]
    [InlineData("'17850", "17850")]
    [InlineData("17850\t", "17850")]
    public void Zero_and_nothing_are_guests(string written, string? customer) =>
        Read(First, $"1,A,x,1,2011-06-01 12:00:00,1,{written},UK").ShouldBeOfType<ImportLine>().Customer.ShouldBe(customer);

    [Theory]
    [InlineData("C536379", "-1", true)]
    [InlineData("c536379", "1", true)]
    [InlineData("536379", "-1", true)]
    [InlineData("536379", "1", false)]
    [InlineData("CASH", "1", false)]
    public void Cancellations_and_negative_quantities_are_refunds(string invoice, string quantity, bool refund)
    {
        var line = Read(First, $"{invoice},A,x,{quantity},2011-06-01 12:00:00,2.50,9,UK").ShouldBeOfType<ImportLine>();

        (line.IsRefund, line.Quantity, line.AmountMinor).ShouldBe((refund, 1, 250));
    }

    [Theory]
    [InlineData("3", "0.005", 2, 1)] // 0.015: the line is rounded once, not three times
    [InlineData("1", "0.001", 0, 0)]
    [InlineData("7", "0", 0, 0)]
    [InlineData("2", "1.999", 400, 200)]
    public void A_line_is_rounded_once(string quantity, string price, long amount, long unit)
    {
        var line = Read(First, $"1,A,x,{quantity},2011-06-01 12:00:00,{price},9,UK").ShouldBeOfType<ImportLine>();

        (line.AmountMinor, line.UnitPriceMinor).ShouldBe((amount, unit));
    }

    [Theory]
    [InlineData("2010-12-01 08:26:00")]
    [InlineData("2010-12-01 08:26")]
    [InlineData("2010-12-01T08:26:00")]
    [InlineData("2010/12/1 8:26")]
    [InlineData("12/1/2010 8:26")]
    [InlineData("40513.351388888889")]
    public void A_date_is_read_however_it_was_exported(string written) =>
        Read(First, $"1,A,x,1,{written},1,9,UK").ShouldBeOfType<ImportLine>().At.ShouldBe(new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero));

    [Fact]
    public void The_hour_that_summer_time_skips_is_the_next() =>
        Read(First, "1,A,x,1,2011-03-27 01:30:00,1,9,UK").ShouldBeOfType<ImportLine>().At.ShouldBe(new DateTimeOffset(2011, 3, 27, 1, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(",A,x,1,2011-06-01 12:00:00,1,9,UK", "has no invoice number")]
    [InlineData("2.03457E+18,A,x,1,2011-06-01 12:00:00,1,9,UK", "has an invoice number that a spreadsheet has rounded")]
    [InlineData("1,,x,1,2011-06-01 12:00:00,1,9,UK", "has no stock code")]
    [InlineData("1,A,x,1.5,2011-06-01 12:00:00,1,9,UK", "has a quantity that is no whole number")]
    [InlineData("1,A,x,0,2011-06-01 12:00:00,1,9,UK", "has a quantity of zero")]
    [InlineData("1,A,x,many,2011-06-01 12:00:00,1,9,UK", "has a quantity that is no whole number")]
    [InlineData("1,A,x,1,2011-06-01 12:00:00,-11062.06,9,UK", "has a price below zero")]
    [InlineData("1,A,x,1,2011-06-01 12:00:00,1e28,9,UK", "has a price that is no amount")]
    [InlineData("1,A,x,1,2011-06-01 12:00:00,79228162514264337593543950335,9,UK", "has a price that is no amount")]
    [InlineData("1,A,x,10000000,2011-06-01 12:00:00,1000000000,9,UK", "is worth more than a line may be")]
    [InlineData("1,A,x,1,yesterday,1,9,UK", "has a date that cannot be read")]
    [InlineData("1,A,x,1,2011-02-30 12:00:00,1,9,UK", "has a date that cannot be read")]
    [InlineData("1,A,x", "has fewer columns than the header")]
    public void What_makes_no_sense_is_refused_and_says_why(string row, string reason) => Read(First, row).ShouldBe(reason);

    private static object Read(string header, string row)
    {
        var records = new CsvReader(new StringReader(header + "\n" + row + "\n"));
        records.ReadHeader();
        var rows = new UciRows(ImportColumns.Read(records, ImportPreset.Uci), ImportPreset.Uci);
        records.Read().ShouldBeTrue();
        return (object?)rows.Read(records, out var reason) ?? reason!;
    }
}
