using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Xiaoer.Tests.Orders;

/// <summary>Writes files in the shape of the UCI Online Retail data, line by line or from a seed, in either edition, plain or gzip.</summary>
internal sealed class UciFile(bool second = false)
{
    private readonly StringBuilder _text = new(second
        ? "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
        : "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");

    public UciFile Line(string invoice, string sku, int quantity, string price, string customer, string at = "2011-03-01 10:00:00", string title = "LANTERN", string country = "United Kingdom")
    {
        var quoted = title.AsSpan().ContainsAny(",\"\n") ? $"\"{title.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : title;
        return Raw(string.Create(CultureInfo.InvariantCulture, $"{invoice},{sku},{quoted},{quantity},{at},{price},{customer},{country}"));
    }

    public UciFile Raw(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Invoices with several lines each; some guests, some bad rows, some cancellations of what was bought before.</summary>
    public static UciFile Random(int seed, int invoices, bool second = false)
    {
        var (file, random) = (new UciFile(second), new Random(seed));
        var at = new DateTime(2010, 12, 1, 8, 0, 0, DateTimeKind.Unspecified);
        for (var i = 0; i < invoices; i++)
        {
            at = at.AddMinutes(random.Next(1, 300));
            var customer = random.Next(5) == 0 ? (random.Next(2) == 0 ? "" : "0") : $"{12346 + random.Next(invoices / 4 + 1)}";
            var (time, back) = ($"{at:yyyy-MM-dd HH:mm:ss}", $"{at.AddMinutes(1):yyyy-MM-dd HH:mm:ss}");
            for (var line = random.Next(1, 6); line > 0; line--)
            {
                var sku = $"{20000 + random.Next(40)}";
                file.Line($"{536365 + i}", sku, random.Next(1, 20), $"{random.Next(0, 900) / 100m:0.00}", customer, time, random.Next(6) == 0 ? "HEART, \"LOVE\"" : "LANTERN");
                if (random.Next(10) == 0) file.Line($"C{536365 + i}", sku, -random.Next(1, 12), "1.00", customer, back);
            }

            if (random.Next(15) == 0) file.Raw($"{900000 + i},X,bad,many,{time},1,{customer},UK");
        }

        return file;
    }

    /// <summary>Three lines an invoice, every fourth invoice a guest's; packed.</summary>
    public static string Large(int invoices)
    {
        var file = new UciFile();
        var at = new DateTime(2010, 12, 1, 8, 0, 0, DateTimeKind.Unspecified);
        for (var i = 0; i < invoices; i++)
            for (var line = 0; line < 3; line++)
                file.Line($"{536365 + i}", $"{20000 + ((i + line) % 300)}", 1 + line, "2.55", i % 4 == 0 ? "" : $"{12346 + (i % 900)}", $"{at.AddMinutes(i):yyyy-MM-dd HH:mm:ss}");
        return file.Save(gzip: true).FullName;
    }

    public string Text => _text.ToString();

    /// <summary>In a folder of its own, gone with the test's temporary files.</summary>
    public FileInfo Save(bool gzip = false)
    {
        var path = Path.Join(Directory.CreateTempSubdirectory("xiaoer-uci-").FullName, gzip ? "orders.csv.gz" : "orders.csv");
        if (!gzip) File.WriteAllText(path, Text);
        else
        {
            using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            zip.Write(Encoding.UTF8.GetBytes(Text));
        }

        return new FileInfo(path);
    }
}
