using System.Globalization;
using System.IO.Compression;

namespace Xiaoer.Bench.Import;

/// <summary>
/// Orders in the shape of the UCI Online Retail file, from a seed: about twenty lines an invoice, a quarter of them without a customer,
/// a few cancelled later (C-invoices), prices of zero, names with commas and quotes.
/// </summary>
internal static class OrderFile
{
    private static readonly string[] Colours = ["WHITE", "RED", "PINK", "BLUE", "IVORY", "VINTAGE", "RETROSPOT", "FRENCH"];
    private static readonly string[] Things = ["LANTERN", "T-LIGHT HOLDER", "HEART, HANGING", "CAKE TIN", "\"LOVE\" SIGN", "TEA TOWEL", "HOT WATER BOTTLE", "BIRD FEEDER"];
    private static readonly string[] Countries = ["United Kingdom", "United Kingdom", "United Kingdom", "Germany", "France", "EIRE", "Spain"];

    public static async Task Write(string path, int lines)
    {
        var random = new Random(20101201);
        await using var file = File.Create(path);
        await using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        await using var writer = new StreamWriter(gzip);
        await writer.WriteLineAsync("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country");
        var at = new DateTime(2010, 12, 1, 8, 26, 0, DateTimeKind.Unspecified);
        for (var (written, invoice) = (0, 536365); written < lines; invoice++)
        {
            at = at.AddSeconds(random.Next(30, 1500));
            if (at.Hour >= 20) at = at.Date.AddDays(1).AddHours(8);
            var customer = random.Next(4) == 0 ? "" : $"{12346 + (int)(5900 * Math.Pow(random.NextDouble(), 2))}";
            var country = Countries[random.Next(Countries.Length)];
            var items = Math.Min(random.Next(1, 40), lines - written);
            for (var i = 0; i < items; i++, written++)
                await writer.WriteLineAsync(Line($"{invoice}", random.Next(3800), random.Next(1, 25), at, random, customer, country));
            if (random.Next(12) == 0 && written < lines)
            {
                await writer.WriteLineAsync(Line($"C{invoice}", random.Next(3800), -random.Next(1, 6), at.AddMinutes(random.Next(1, 50)), random, customer, country));
                written++;
            }
        }
    }

    private static string Line(string invoice, int product, int quantity, DateTime at, Random random, string customer, string country)
    {
        var name = $"{Colours[product % Colours.Length]} {Things[product / Colours.Length % Things.Length]} {product / 64}";
        var quoted = name.AsSpan().IndexOfAny(',', '"') < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var price = random.Next(200) == 0 ? 0 : 0.19m + product % 97 * 0.15m;
        return string.Create(CultureInfo.InvariantCulture, $"{invoice},{10000 + product},{quoted},{quantity},{at:yyyy-MM-dd HH:mm:ss},{price:0.00},{customer},{country}");
    }
}
