using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;

namespace Xiaoer.Tests.Platform.Files;

/// <summary>Files that are no pictures, through HTTP, with content in a folder and in the database (U-01, U-03, F-08, P11).</summary>
public sealed class FileUploadTests
{
    private static readonly Guid Visitor = Guid.Parse("01980000-0000-7000-8000-00000000aaaa");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_is_saved_and_never_shown_as_a_page(bool inDatabase)
    {
        await using var host = await FilesHost.Start(inDatabase);

        var file = await Uploaded(await host.Upload(Documents.Pdf, Visitor, "../../发票.pdf", "text/html"));

        using var answer = await host.Http.GetAsync(file.Url);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("发票.pdf");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("sandbox; default-src 'none'");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Documents.Pdf);
        host.FilesOnDisk().ShouldAllBe(path => !path.Contains("发票", StringComparison.Ordinal), "files are stored under names of our own");
        host.Time.Advance(TimeSpan.FromMinutes(11));
        (await host.Http.GetAsync(file.Url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_player_may_ask_for_any_stretch_of_a_film(bool inDatabase)
    {
        await using var host = await FilesHost.Start(inDatabase);
        var film = new byte[700_000];
        new Random(1).NextBytes(film);
        Documents.Movie("isom").CopyTo(film, 0);
        var file = await Uploaded(await host.Upload(film, Visitor, "片.mp4"));

        foreach (var (from, to) in new[] { (0, 99), (262_100, 262_200), (524_280, 699_999), (699_990, 699_999) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file.Url) { Headers = { Range = new RangeHeaderValue(from, to) } };
            using var answer = await host.Http.SendAsync(request);

            answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
            (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(film[from..(to + 1)]);
        }

        (await host.Http.GetByteArrayAsync(file.Url)).ShouldBe(film);
    }

    [Fact]
    public async Task Pictures_and_files_have_limits_of_their_own()
    {
        await using var host = await FilesHost.Start(adjust: o => (o.Megabytes, o.FileMegabytes) = (1, 2));
        byte[] Of(byte[] begin, int bytes) => [.. begin, .. new byte[bytes - begin.Length]];

        await Uploaded(await host.Upload(Of(Documents.Pdf, 2 * 1024 * 1024), Visitor, "a.pdf"));
        ((int)(await host.Upload(Of(Documents.Pdf, 2 * 1024 * 1024 + 1), Visitor, "a.pdf")).StatusCode).ShouldBe(413);
        ((int)(await host.Upload(Of(Pictures.Of(10, 10), 1024 * 1024 + 1), Visitor)).StatusCode).ShouldBe(413);
        ((int)(await host.Upload(Of("MZ"u8.ToArray(), 1024 * 1024), Visitor, "setup.pdf")).StatusCode).ShouldBe(415);
        (await host.Rows()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_file_under_another_name_is_another_file()
    {
        await using var host = await FilesHost.Start();

        var one = await Uploaded(await host.Upload(Documents.Pdf, Visitor, "一.pdf"));
        var again = await Uploaded(await host.Upload(Documents.Pdf, Visitor, "一.pdf"));
        var other = await Uploaded(await host.Upload(Documents.Pdf, Visitor, "二.pdf"));

        again.Id.ShouldBe(one.Id);
        other.Id.ShouldNotBe(one.Id);
        (await host.With(s => s.GetRequiredService<XiaoerDb>().Set<StoredFile>().Select(f => f.Name).Order().ToListAsync())).ShouldBe(["一.pdf", "二.pdf"], ignoreOrder: true);
    }

    private static async Task<Uploaded> Uploaded(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Uploaded>(Xiaoer.Shared.Platform.XiaoerJson.Options))!;
    }
}
