using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Platform.Files;

/// <summary>What a file is, is told by what is in it (U-01), and its name is made harmless (F-08).</summary>
public sealed class FileTypesTests
{
    public static TheoryData<byte[], string, string> Taken => new()
    {
        { Documents.Pdf, "发票.pdf", "application/pdf" },
        { Documents.Pdf, "holiday.mp4", "application/pdf" },
        { Documents.Docx, "a.zip", FileType.Docx.ContentType },
        { Documents.Xlsx, "尺码表.xlsx", FileType.Xlsx.ContentType },
        { Documents.Pptx, "a.pptx", FileType.Pptx.ContentType },
        { Documents.Zip("photos/1.jpg", "photos/readme.txt"), "a.zip", "application/zip" },
        { Documents.Mp3, "a.mp3", "audio/mpeg" },
        { Documents.Tagged, "a.mp3", "audio/mpeg" },
        { Documents.Amr, "voice.amr", "audio/amr" },
        { Documents.Wav, "a.wav", "audio/wav" },
        { Documents.Movie("M4A "), "a.m4a", "audio/mp4" },
        { Documents.Movie("isom"), "a.mp4", "video/mp4" },
        { Documents.Movie("qt  "), "a.mov", "video/quicktime" },
        { Documents.Webm, "a.webm", "video/webm" },
        { "地址：杭州\r\n电话：……"u8.ToArray(), "地址.txt", "text/plain" },
        { [0xB5, 0xD8, 0xD6, 0xB7, (byte)',', (byte)'1'], "gbk.csv", "text/csv" },
    };

    public static TheoryData<byte[], string> Refused => new()
    {
        { "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "a.txt" },
        { Encoding.UTF8.GetBytes("\uFEFF  <!doctype html><script>alert(1)</script>"), "a.csv" },
        { "#!/bin/sh\nrm -rf /"u8.ToArray(), "a.txt" },
        { "{\\rtf1 hello}"u8.ToArray(), "a.txt" },
        { "alert(document.cookie)"u8.ToArray(), "a.js" },
        { "plain words without a name"u8.ToArray(), "" },
        { [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0], "setup.txt" },
        { [0x7F, .. "ELF"u8, 2, 1, 1, 0], "a.csv" },
        { Documents.Zip("setup.exe"), "a.zip" },
        { Documents.Zip("a/b/run.JS"), "a.zip" },
        { Documents.Zip("index.html"), "a.zip" },
        { Documents.Zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx" },
        { Documents.Zip("META-INF/MANIFEST.MF", "A.class"), "a.zip" },
        { Documents.Zip(), "empty.zip" },
        { Documents.Zip("a.txt")[..^30], "torn.zip" },
        { Documents.Movie("heic"), "a.mp4" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "old.doc" },
        { [0xFF, 0xF1, 0x50, 0x80], "a.mp3" },
        { [], "nothing.txt" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void A_kind_on_the_list_is_taken_for_what_it_is(byte[] content, string name, string type) => FileTypes.Of(content, name)?.ContentType.ShouldBe(type);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Everything_else_is_refused_whatever_it_is_called(byte[] content, string name) => FileTypes.Of(content, name).ShouldBeNull();

    [Property(MaxTest = 300)]
    public void Nothing_that_is_packed_makes_the_look_stumble(byte[] noise, byte[] tail) =>
        Should.NotThrow(() => FileTypes.Of([.. Documents.Zip("a.txt")[..60], .. noise, .. "PK\u0005\u0006"u8, .. tail], "a.zip"));

    [Fact]
    public void The_clients_offer_what_the_server_takes()
    {
        FileType[] all = [FileType.Pdf, FileType.Zip, FileType.Docx, FileType.Xlsx, FileType.Pptx, FileType.Mp3, FileType.M4a, FileType.Wav, FileType.Amr, FileType.Ogg,
            FileType.Mp4, FileType.Mov, FileType.Webm, FileType.Txt, FileType.Csv];

        FileRules.Files.Order().ShouldBe(all.SelectMany(t => t.Endings).Order());
    }

    [Theory]
    [InlineData("../../x.pdf", "x.pdf")]
    [InlineData("/etc/passwd", "passwd.pdf")]
    [InlineData(@"C:\x", "x.pdf")]
    [InlineData(@"..\..\x.PDF", "x.pdf")]
    [InlineData("CON", "_CON.pdf")]
    [InlineData("con.pdf", "_con.pdf")]
    [InlineData("LPT1.old.pdf", "_LPT1.old.pdf")]
    [InlineData("COM.pdf", "COM.pdf")]
    [InlineData("", "file.pdf")]
    [InlineData(null, "file.pdf")]
    [InlineData("...", "file.pdf")]
    [InlineData(".pdf", "file.pdf")]
    [InlineData("发票 2026.pdf", "发票 2026.pdf")]
    [InlineData("a<b>:\"|?*.pdf", "a_b______.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf")]
    [InlineData("half\uD83D.pdf", "half.pdf")]
    public void F08_A_name_becomes_one_that_does_no_harm(string? name, string shown) => SafeNames.Of(name, FileType.Pdf).ShouldBe(shown);

    [Property(MaxTest = 500)]
    public Property F08_Whatever_it_was_a_name_is_short_flat_and_ends_as_it_should(string? name)
    {
        var shown = SafeNames.Of(name, FileType.Txt);

        return (shown.Length is > 4 and <= SafeNames.Longest && shown.IndexOfAny(['/', '\\', '\n', '\r', '"', '\u202E']) < 0 && !shown.StartsWith('.')
            && FileType.Txt.Endings.Contains(SafeNames.EndingOf(shown)) && SafeNames.Of(shown, FileType.Txt) == shown).ToProperty();
    }

    [Fact]
    public void F08_A_long_name_keeps_its_ending_and_no_half_signs()
    {
        var shown = SafeNames.Of(string.Concat(Enumerable.Repeat("🧧", 90)) + ".pdf", FileType.Pdf);

        shown.Length.ShouldBeLessThanOrEqualTo(SafeNames.Longest);
        shown.ShouldEndWith("🧧.pdf");
    }
}
