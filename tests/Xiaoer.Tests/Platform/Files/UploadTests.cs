using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Platform.Files;

/// <summary>Uploads through HTTP, with content in a folder and in the database (reliability U-01, U-03, U-05, U-06).</summary>
public sealed class UploadTests
{
    private static readonly Guid Visitor = Guid.Parse("01980000-0000-7000-8000-00000000aaaa");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_uploaded_picture_is_served_by_its_link_and_can_do_nothing(bool inDatabase)
    {
        await using var host = await FilesHost.Start(inDatabase);

        var file = await Uploaded(await host.Upload(Pictures.Of(1200, 800), Visitor, "../../etc/passwd"));

        var answer = await host.Http.GetAsync(file.Url);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(file.ContentType);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("sandbox; default-src 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        var thumbnail = await host.Http.GetByteArrayAsync(file.ThumbnailUrl);
        thumbnail.Length.ShouldBeLessThan((await answer.Content.ReadAsByteArrayAsync()).Length);
        (inDatabase ? await host.Chunks() : host.FilesOnDisk().Count).ShouldBe(2);
    }

    [Theory]
    [InlineData("evil.png", "image/png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 415, "unsupported_file")]
    [InlineData("a.js", "text/javascript", "alert(document.cookie) // long enough", 415, "unsupported_file")]
    [InlineData("broken.webp", "image/webp", "RIFF\u0010\0\0\0WEBPVP8 broken", 400, "bad_image")]
    [InlineData("empty.png", "image/png", "", 400, "no_file")]
    public async Task What_is_no_picture_is_refused(string name, string type, string content, int status, string code)
    {
        await using var host = await FilesHost.Start();

        await Refused(await host.Upload(Encoding.Latin1.GetBytes(content), Visitor, name, type), status, code);

        host.FilesOnDisk().ShouldBeEmpty();
        (await host.Rows()).ShouldBe(0);
    }

    [Fact]
    public async Task A_request_without_a_file_is_refused()
    {
        await using var host = await FilesHost.Start();

        await Refused(await host.Http.PostAsJsonAsync($"/visitor/{FilesHost.Shop.Value}/{Visitor}", new { file = "x" }), 400, "no_file");
        await Refused(await host.Http.PostAsync($"/visitor/{FilesHost.Shop.Value}/{Visitor}", new MultipartFormDataContent { { new StringContent("x"), "other" } }), 400, "no_file");
    }

    [Fact]
    public async Task Too_many_bytes_are_refused()
    {
        await using var host = await FilesHost.Start(adjust: o => o.Megabytes = 1);
        byte[] large = [.. Pictures.Of(10, 10), .. new byte[1024 * 1024]];

        await Refused(await host.Upload(large, Visitor), 413, "too_large");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Guessed_expired_and_foreign_links_look_like_nothing(bool inDatabase)
    {
        await using var host = await FilesHost.Start(inDatabase);
        var file = await Uploaded(await host.Upload(Pictures.Of(600, 600), Visitor));
        var links = host.Services.GetRequiredService<FileLinks>();

        foreach (var url in new[]
        {
            $"/api/v1/files/{file.Id}",
            $"/api/v1/files/{file.Id}?e=1&s=",
            file.Url + "&t=1", // a link to the picture is no link to its thumbnail
            file.Url.Replace("e=", "e=9", StringComparison.Ordinal),
            file.Url[..^1] + (file.Url[^1] == 'A' ? 'B' : 'A'),
            file.Url.Replace(file.Id.ToString(), Guid.CreateVersion7().ToString(), StringComparison.Ordinal),
            links.Url(FilesHost.OtherShop, new FileId(file.Id)),
            links.Url(FilesHost.Shop, new FileId(Guid.CreateVersion7())),
        }) (await host.Http.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound, url);

        (await host.Http.GetAsync(file.Url)).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        (await host.Http.GetAsync(file.Url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_uploader_finds_a_file()
    {
        await using var host = await FilesHost.Start();
        var id = new FileId((await Uploaded(await host.Upload(Pictures.Of(20, 20), Visitor))).Id);

        async Task<bool> Finds(Uploader who, bool otherShop = false) =>
            await host.With(s => s.GetRequiredService<StoredFiles>().Find(otherShop ? FilesHost.OtherShop : FilesHost.Shop, id, who, default)) is not null;

        (await Finds(new Uploader(UploaderKind.Visitor, Visitor))).ShouldBeTrue();
        (await Finds(new Uploader(UploaderKind.Visitor, Guid.CreateVersion7()))).ShouldBeFalse();
        (await Finds(new Uploader(UploaderKind.Person, Visitor))).ShouldBeFalse();
        (await Finds(new Uploader(UploaderKind.Visitor, Visitor), otherShop: true)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_visitor_has_a_daily_share()
    {
        await using var host = await FilesHost.Start(adjust: o => o.VisitorFilesPerDay = 3);
        for (var i = 1; i <= 3; i++) await Uploaded(await host.Upload(Pictures.Of(20 + i, 20), Visitor));

        await Refused(await host.Upload(Pictures.Of(40, 20), Visitor), 429, "upload_quota");
        host.FilesOnDisk().Count.ShouldBe(3);
        await Uploaded(await host.Upload(Pictures.Of(40, 20), Guid.CreateVersion7()));

        host.Time.Advance(TimeSpan.FromHours(25));
        await Uploaded(await host.Upload(Pictures.Of(41, 20), Visitor));
    }

    [Fact]
    public async Task One_address_cannot_flood_with_fresh_visitors()
    {
        await using var host = await FilesHost.Start(adjust: o => o.AddressFilesPerDay = 2);
        for (var i = 1; i <= 2; i++) await Uploaded(await host.Upload(Pictures.Of(20 + i, 20), Guid.CreateVersion7()));

        await Refused(await host.Upload(Pictures.Of(30, 20), Guid.CreateVersion7()), 429, "upload_quota");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_room_uploads_are_refused(bool inDatabase)
    {
        await using var host = await FilesHost.Start(inDatabase, o => (o.ReserveMegabytes, o.DatabaseMegabytes) = (int.MaxValue, 1));
        if (inDatabase)
        {
            await Uploaded(await host.Upload(Pictures.Noise(1400, 1400, 1), Visitor));
            host.Time.Advance(TimeSpan.FromMinutes(2));
        }

        var refused = await host.Upload(Pictures.Of(20, 20), Visitor);

        refused.Headers.RetryAfter.ShouldNotBeNull();
        await Refused(refused, 507, "storage_full");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_no_message_uses_is_gone_after_a_day(bool inDatabase)
    {
        await using var host = await FilesHost.Start(inDatabase);
        var unused = await Uploaded(await host.Upload(Pictures.Of(600, 600), Visitor));
        var used = await Uploaded(await host.Upload(Pictures.Of(601, 600), Visitor));
        (await Attach(host, used.Id)).ShouldBeTrue();
        (await Attach(host, used.Id)).ShouldBeTrue();
        (await Attach(host, Guid.CreateVersion7())).ShouldBeFalse();
        var upkeep = host.Services.GetRequiredService<FileUpkeep>();

        host.Time.Advance(TimeSpan.FromHours(23.5));
        (await upkeep.Sweep(default)).ShouldBe(0);
        (await host.With(s => s.GetRequiredService<StoredFiles>().Find(FilesHost.Shop, new FileId(unused.Id), new Uploader(UploaderKind.Visitor, Visitor), default)))
            .ShouldBeNull("the last hour belongs to the sweep");
        host.Time.Advance(TimeSpan.FromHours(1));
        (await upkeep.Sweep(default)).ShouldBe(1);

        (await host.Rows()).ShouldBe(1);
        (inDatabase ? await host.Chunks() : host.FilesOnDisk().Count).ShouldBe(2);
        (await host.With(s => s.GetRequiredService<StoredFiles>().Find(FilesHost.Shop, new FileId(used.Id), new Uploader(UploaderKind.Visitor, Visitor), default))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Leftovers_of_a_crash_are_removed()
    {
        await using var host = await FilesHost.Start();
        var kept = await Uploaded(await host.Upload(Pictures.Of(20, 20), Visitor));
        (await Attach(host, kept.Id)).ShouldBeTrue();
        var orphan = Guid.CreateVersion7().ToString("N");
        foreach (var path in new[] { Path.Join("tmp", orphan), Path.Join(orphan[^2..], orphan), Path.Join(orphan[^2..], orphan + ".t") })
        {
            var full = Path.Join(host.ContentFolder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllTextAsync(full, "half");
        }

        foreach (var path in host.FilesOnDisk()) File.SetLastWriteTimeUtc(path, (host.Time.GetUtcNow() - TimeSpan.FromHours(26)).UtcDateTime);
        var (content, upkeep) = (host.Services.GetRequiredService<IContentStore>(), host.Services.GetRequiredService<FileUpkeep>());
        for (var shard = 0; shard < 256; shard++) await host.With(async s => { await content.Tidy(s.GetRequiredService<XiaoerDb>(), default); return 0; });

        host.FilesOnDisk().ShouldHaveSingleItem();
        (await upkeep.Sweep(default)).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_that_breaks_off_leaves_nothing(bool inDatabase)
    {
        await using var host = await FilesHost.Start(inDatabase);
        var body = await FilesHost.Form(Pictures.Noise(800, 800, 7)).ReadAsByteArrayAsync();
        var boundary = Encoding.ASCII.GetString(body, 2, 36);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
            var head = $"POST /visitor/{FilesHost.Shop.Value}/{Visitor} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {body.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await socket.GetStream().WriteAsync(body.AsMemory(0, body.Length * 99 / 100));
        }

        await Uploaded(await host.Upload(Pictures.Of(20, 20), Guid.CreateVersion7())); // the next one is served
        (await host.Rows()).ShouldBe(1);
        (inDatabase ? await host.Chunks() : host.FilesOnDisk().Count).ShouldBe(1);
    }

    [Fact]
    public async Task A_part_without_its_end_is_half_a_file()
    {
        await using var host = await FilesHost.Start();
        var body = await FilesHost.Form(Pictures.Of(80, 80)).ReadAsByteArrayAsync();
        var half = new ByteArrayContent(body[..^60]);
        half.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + Encoding.ASCII.GetString(body, 2, 36));

        await Refused(await host.Http.PostAsync($"/visitor/{FilesHost.Shop.Value}/{Visitor}", half), 400, "bad_image");
    }

    [Fact]
    public async Task The_same_picture_a_hundred_times_is_one_file()
    {
        await using var host = await FilesHost.Start(adjust: o => o.AddressPerMinute = 1000);
        var picture = Pictures.Of(300, 300);
        HashSet<Guid> ids = [];

        for (var i = 0; i < 100; i++) ids.Add((await Uploaded(await host.Upload(picture, Visitor))).Id);

        ids.ShouldHaveSingleItem();
        host.FilesOnDisk().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Many_at_once_are_told_to_wait()
    {
        await using var host = await FilesHost.Start(adjust: o => o.AddressPerMinute = 5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => host.Upload(Pictures.Of(50 + i, 50), Visitor)));

        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBeGreaterThanOrEqualTo(7);
        answers.ShouldAllBe(a => a.IsSuccessStatusCode || a.Headers.RetryAfter != null);
    }

    private static Task<bool> Attach(FilesHost host, Guid file) => host.With(s =>
    {
        var db = s.GetRequiredService<XiaoerDb>();
        return db.Write(async ct =>
        {
            await using var attach = db.Command(StoredFiles.AttachSql).With("shop", FilesHost.Shop.Value).With("id", file).With("at", host.Time.Now());
            return await attach.ExecuteNonQueryAsync(ct) == 1;
        });
    });

    private static async Task<Uploaded> Uploaded(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Uploaded>(Xiaoer.Shared.Platform.XiaoerJson.Options))!;
    }

    private static async Task Refused(HttpResponseMessage answer, int status, string code)
    {
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe(code);
    }
}
