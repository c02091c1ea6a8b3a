using System.IO.Compression;
using System.Text;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Tests.Orders.Import;

/// <summary>Files nobody sends by mistake, and letters in every encoding (reliability F-02, F-03, F-04).</summary>
public class HostileFileTests
{
    [Fact]
    public void F02_A_spreadsheet_that_unpacks_to_gigabytes_is_refused_before_it_is_read()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(Zip(("xl/worksheets/sheet1.xml", 300L * 1024 * 1024))).ShouldBe("import.spreadsheet_too_large");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64_000_000);
    }

    [Fact]
    public void F02_Too_many_parts_and_too_many_rows_are_refused()
    {
        Refused(Zip([.. Enumerable.Range(0, 1001).Select(i => ($"xl/{i}.bin", 1L))])).ShouldBe("import.spreadsheet_too_large");
        Refused(TableFile.Save(TableFile.Packed(("xl/worksheets/sheet1.xml", string.Concat(Enumerable.Range(0, 200_002).Select(i => $"<row r=\"{i}\"><c/>{Guid.CreateVersion7()}</row>")))))).ShouldBe("import.spreadsheet_too_large");
    }

    [Fact]
    public void F03_A_document_type_is_refused() =>
        Refused(TableFile.Save(TableFile.Packed(("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>&e;</worksheet>")))).ShouldBe("import.document_type");

    [Fact]
    public void What_is_no_workbook_is_damaged() => Refused(TableFile.Save([.. "PK\u0003\u0004nothing"u8])).ShouldBe("import.damaged_file");

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void F04_Chinese_letters_are_found_in_any_encoding(string encoding)
    {
        var file = PlatformFiles.Pdd().Save(encoding);

        var plan = ImportPlan.Find(file.FullName, ImportKind.Orders);

        (plan.Encoding, plan.Preset.Name).ShouldBe((encoding, "pdd"));
        OrderBatches.Read(file.FullName, plan, ImportTerms.Of(plan.Preset), 0, 100).Single().Orders.First().First.Title.ShouldBe("拖鞋 灰 38");
    }

    [Fact]
    public void F04_Western_letters_and_a_stray_byte_are_told_from_Chinese()
    {
        TextEncodings.Detect(new MemoryStream(TextEncodings.Of("windows-1252").GetBytes("Name,City\nCafé Müller,Zürich\nÉcole,Orléans\n"))).ShouldBe("windows-1252");
        TextEncodings.Detect(new MemoryStream([.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("订单号,商品\n", 10))), 0xff])).ShouldBe("utf-8");
        TextEncodings.Detect(new MemoryStream("plain,ascii\n"u8.ToArray())).ShouldBe("utf-8");
    }

    [Fact]
    public void F08_Json_with_the_name_of_a_type_is_only_text()
    {
        var file = TableFile.Save(Encoding.UTF8.GetBytes("""[{"$type":"System.IO.FileInfo","number":"1","status":"completed","line_items":[{"name":"x","quantity":1,"total":"1.00"}],"total":"1.00","date_created_gmt":"2026-01-01T00:00:00"}]"""));

        var plan = ImportPlan.Find(file.FullName, ImportKind.Orders);

        OrderBatches.Read(file.FullName, plan, ImportTerms.Of(plan.Preset), 0, 100).Single().Orders.Single().ExternalId.ShouldBe("1");
    }

    private static string Refused(FileInfo file) => Should.Throw<ImportRefused>(() => ImportPlan.Find(file.FullName, ImportKind.Orders)).Code;

    private static FileInfo Zip(params (string Name, long Length)[] parts)
    {
        var path = Path.Join(Directory.CreateTempSubdirectory("xiaoer-import-").FullName, "file");
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        var zeros = new byte[1024 * 1024];
        foreach (var (name, length) in parts)
        {
            using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            for (var left = length; left > 0; left -= zeros.Length) part.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
        }

        return new FileInfo(path);
    }
}
