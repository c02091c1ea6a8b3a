using System.IO.Compression;
using System.Text;
using Xiaoer.Knowledge.Exchange;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Knowledge;

/// <summary>Phrases from spreadsheets and into them (F-02, F-04, F-06).</summary>
public class PhraseImportTests
{
    private const string File =
        """
        范围,文件夹,标题,快捷码,内容,促销活动,开始,结束
        店铺,问候,欢迎,hy,"欢迎前来咨询，
        尺码、面料都可以问",,,
        店铺,,满减,,每满 300 减 50,双11,2026-11-10 20:00,2026-11-12
        个人,,,qs,亲稍等,,,
        店铺,,,hy,又一个欢迎,,,
        外星,,,,哪里的,,,
        店铺,,,a b,空格,,,
        店铺,,,,返场,双12,,
        店铺,,,,,,,
        """;

    [Theory, BothDatabases]
    public async Task A_look_first_says_what_would_happen_and_writes_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");

        var look = await bo.Imports(File, dryRun: true);
        var afterwards = (await bo.Phrases("")).Items.Count;
        var done = await bo.Imports(File);
        var again = await bo.Imports(File);

        afterwards.ShouldBe(0);
        look.DryRun.ShouldBeTrue();
        (done with { DryRun = true, Rows = look.Rows, NewPromotions = look.NewPromotions }).ShouldBe(look);
        (done.Added, done.Changed, done.Same, done.Faulty).ShouldBe((3, 0, 0, 5));
        (again.Added, again.Changed, again.Same, again.Faulty).ShouldBe((0, 0, 3, 5));
        done.Rows.Where(r => r.Outcome == PhraseImportOutcome.Fault).Select(r => (r.Line, r.Faults[0].Column, r.Faults[0].Code)).ShouldBe(
            [(6, "shortcut", "twice"), (7, "scope", "unknown_scope"), (8, "shortcut", "bad_shortcut"), (9, "promotion", "unknown_promotion"), (10, "text", "missing")]);
        var sale = (await bo.Promotions()).Items.Single();
        (sale.Name, sale.StartsAt, sale.EndsAt).ShouldBe(
            ("双11", new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 11, 16, 0, 0, TimeSpan.Zero)), "times are the shop's");
    }

    [Theory, BothDatabases]
    public async Task A_row_changes_the_phrase_of_its_shortcut_and_leaves_what_it_does_not_say(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var before = await bo.Adds(new(PhraseScope.Shop, "问候", "欢迎", "hy", "欢迎", null));

        var report = await bo.Imports("shortcut,text\nHY,欢迎光临\n");

        report.Changed.ShouldBe(1);
        var after = (await bo.Phrases("")).Items.Single();
        (after.Id, after.Text, after.Folder, after.Title, after.Version).ShouldBe((before.Id, "欢迎光临", "问候", "欢迎", 2));
    }

    [Theory, BothDatabases]
    public async Task Agents_import_their_own_and_nothing_of_the_shops(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");

        var report = await lan.Imports("scope,text\n,亲稍等\nshop,店里的话\n");

        (report.Added, report.Faulty).ShouldBe((1, 1));
        report.Rows[1].Faults.Single().Code.ShouldBe("not_allowed");
        (await lan.Phrases("")).Items.Single().Scope.ShouldBe(PhraseScope.Personal);
    }

    [Theory, BothDatabases]
    public async Task What_is_exported_comes_back_as_it_was_and_is_no_formula(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        string[] texts = ["=1+1", "+86 138", "-5 元", "@兰兰", "'=引号", "带\"引号\"，逗号,和\n换行", "普通"];
        foreach (var text in texts) await bo.Adds(new(PhraseScope.Shop, "=夹", null, null, text, null));

        foreach (var format in new[] { "csv", "xlsx" })
        {
            using var answer = await bo.Api.Send(HttpMethod.Get, $"{bo.Desk}/phrases/export?format={format}");
            var file = await answer.Content.ReadAsByteArrayAsync();

            answer.Content.Headers.ContentDisposition!.FileName!.ShouldEndWith("." + format);
            TableFile.Read(file).Skip(1).SelectMany(r => r.Cells).ShouldNotContain(c => c.StartsWith('=') || c.StartsWith('+') || c.StartsWith('-') || c.StartsWith('@'));
            var report = await bo.Imports(file, dryRun: true);
            (report.Same, report.Faulty).ShouldBe((texts.Length, 0));
        }
    }

    [Fact]
    public void Whatever_encoding_and_separator_a_shop_uses_the_words_are_the_same()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string Csv = "内容,标题\n欢迎光临𠮷店,问候\n";

        foreach (var encoding in new[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.GetEncoding("GB18030") })
            foreach (var separator in new[] { ",", ";", "\t" })
                TableFile.Read([.. encoding.GetPreamble().Length > 0 && encoding.CodePage != 54936 ? encoding.GetPreamble() : [], .. encoding.GetBytes(Csv.Replace(",", separator, StringComparison.Ordinal))])
                    .Select(r => string.Join('|', r.Cells)).ShouldBe(["内容|标题", "欢迎光临𠮷店|问候"], $"{encoding.WebName} {separator}");
    }

    [Fact]
    public void A_row_that_cannot_be_read_costs_its_own_line_only()
    {
        var rows = TableFile.Read(Encoding.UTF8.GetBytes("text,title\n好,一\n\"没有结束,二\n\"行\n中\",三\r\n\"说完\"了,四\n最后,五"));

        rows.Select(r => (r.Line, r.Broken, r.Cells[0])).ShouldBe(
            [(1, false, "text"), (2, false, "好"), (3, true, "\"没有结束,二"), (4, false, "行\n中"), (6, true, "\"说完\"了,四"), (7, false, "最后")]);
    }

    [Theory, BothDatabases]
    public async Task A_file_that_is_none_is_refused_in_one_piece(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");

        (await Refusal(bo, [])).Code.ShouldBe("import.empty");
        (await Refusal(bo, "PK\u0003\u0004 no zip"u8.ToArray())).Code.ShouldBe("import.unreadable");
        (await Refusal(bo, "question,answer\n1,2\n"u8.ToArray())).Code.ShouldBe("import.no_text_column");
        (await Refusal(bo, Encoding.UTF8.GetBytes("text\n" + string.Concat(Enumerable.Repeat("好\n", PhraseRules.MostImportRows + 1))))).Code.ShouldBe("import.too_many_rows");
        (await Refusal(bo, Bomb())).Code.ShouldBe("import.unpacks_too_large");
    }

    private static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var sheet = archive.CreateEntry("xl/sharedStrings.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 40; i++) sheet.Write(zeros);
        }

        return file.ToArray();
    }

    private static Task<Refused> Refusal(Agent agent, byte[] file) => Should.ThrowAsync<Refused>(() => agent.Imports(file));
}
