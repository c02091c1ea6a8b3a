using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Http;

/// <summary>Requests nobody sends by mistake: answered with a plain problem, early, and without a word about our insides (A-02, A-05, A-07, A-10, C-07, C-09).</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("role", "\"owner\"")]
    [InlineData("shop_id", "2")]
    [InlineData("points", "1e9")]
    [InlineData("verified", "true")]
    [InlineData("created_at", "\"2020-01-01T00:00:00Z\"")]
    [InlineData("Name", "\"another case\"")]
    [InlineData("name", "\"twice\"")]
    public async Task A02_A_field_that_is_not_asked_for_is_refused(string field, string value)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");
        using var json = Json($$"""{"name":"王","{{field}}":{{value}}}""");

        var answer = await shen.Api.Send(HttpMethod.Put, $"{shen.Desk}/customers/by-external-id/c-1", json);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A02_What_is_malformed_is_named_by_its_path()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");
        using var json = Json("""{"name":""}""");

        var answer = await shen.Api.Send(HttpMethod.Put, $"{shen.Desk}/customers/by-external-id/c-1", json);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"name\"", Case.Insensitive);
    }

    [Fact]
    public async Task What_decides_something_is_never_guessed_when_it_is_left_out()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var visitor = await shop.Asks("hello");
        await using var shen = await shop.SignsIn("Shen");

        foreach (var (method, path, body, named) in new (HttpMethod, string, string, string[])[]
        {
            (HttpMethod.Put, "orders/by-external-id/o-1", """{"payment_status":"paid","items":[]}""", ["trade_status", "ordered_at"]),
            (HttpMethod.Put, $"people/{shop.Seeded.People["Mei"].Id}", """{"name":"Mei","roles":["agent"],"team_ids":[]}""", ["disabled"]),
            (HttpMethod.Post, $"conversations/{visitor.Conversation}/step", "{}", ["step"]),
            (HttpMethod.Post, $"conversations/{visitor.Conversation}/messages", """{"client_message_id":"a","text":"hello"}""", ["kind"]),
        })
        {
            using var json = Json(body);
            using var answer = await shen.Api.Send(method, $"{shen.Desk}/{path}", json);
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
            foreach (var name in named) text.ShouldContain($"\"{name}\":[");
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", "application/json", HttpStatusCode.NotFound, "not_found")]
    [InlineData("PATCH", "/api/v1/session", "application/json", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/api/v1/session", "text/plain", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    public async Task A_wrong_address_verb_or_type_is_answered_as_what_it_is(string method, string path, string type, HttpStatusCode status, string code)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");
        using var body = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, type);

        var answer = await shen.Api.Send(new HttpMethod(method), path, body);

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"code\":\"{code}\"");
    }

    [Fact]
    public async Task A05_A_body_too_large_is_refused_before_it_is_read()
    {
        var app = await XiaoerApp.On(Database.Sqlite);
        using var api = app.Anonymous();
        using var large = new StreamContent(new EndlessStream(100 << 20));
        large.Headers.ContentType = new("application/json");

        HttpStatusCode? status = null;
        try
        {
            status = (await api.Send(HttpMethod.Post, "/api/v1/session", large)).StatusCode;
        }
        catch (HttpRequestException)
        {
            // Cut off in the middle of sending is as good.
        }
        (status is null or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest).ShouldBeTrue($"{status}");
    }

    [Fact]
    public async Task A05_A_body_too_deep_is_refused()
    {
        var app = await XiaoerApp.On(Database.Sqlite);
        using var api = app.Anonymous();
        using var deep = Json($$"""{"email":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""");

        (await api.Send(HttpMethod.Post, "/api/v1/session", deep)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A05_A_compressed_body_is_not_unpacked()
    {
        var app = await XiaoerApp.On(Database.Sqlite);
        using var api = app.Anonymous();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(new byte[10 << 20]);
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        ((int)(await api.Send(HttpMethod.Post, "/api/v1/session", content)).StatusCode).ShouldBeOneOf(400, 415);
    }

    [Theory]
    [InlineData("id;drop")]
    [InlineData("<b>")]
    [InlineData("\"")]
    [InlineData("NEAR(")]
    [InlineData("%%%%%%%%%%%%%%%%%%%%")]
    [InlineData("' OR 1=1 --")]
    [InlineData("*")]
    [InlineData("\u0000")]
    public async Task C07_A_strange_search_finds_nothing_and_breaks_nothing(string words)
    {
        foreach (var database in PostgresTests.Server is null ? [Database.Sqlite] : new[] { Database.Sqlite, Database.Postgres })
        {
            var shop = await TestShop.On(database);
            await using var shen = await shop.SignsIn("Shen");

            ((int)(await shen.Api.Send(HttpMethod.Get, $"{shen.Desk}/customers?q={Uri.EscapeDataString(words)}")).StatusCode).ShouldBeOneOf(200, 400);
        }
    }

    [Theory]
    [InlineData("limit=1000000000")]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("cursor=nonsense")]
    [InlineData("filter=everything")]
    [InlineData("cursor=%00")]
    public async Task C07_A_strange_page_is_refused(string query)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");

        using var answer = await shen.Api.Send(HttpMethod.Get, $"{shen.Desk}/conversations?{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"{query.Split('=')[0]}\":[");
    }

    [Fact]
    public async Task C07_A_filter_the_conversations_do_not_know_is_refused()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");

        var refused = await Should.ThrowAsync<Refused>(() => shen.Api.Get<object>($"{shen.Desk}/conversations?owner=me"));

        refused.Code.ShouldBe("unknown_parameter");
    }

    [Fact]
    public async Task A07_A_made_up_sender_address_does_not_dodge_the_limit()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        var shop = await app.NewShop();
        using var api = app.Anonymous();

        HashSet<HttpStatusCode> answers = [];
        for (var i = 0; i < 60; i++)
        {
            using var answer = await api.Send(HttpMethod.Post, "/api/v1/session", new SignInRequest($"nobody{i}@shop.example", "wrong-password-1"),
                ("X-Forwarded-For", $"10.0.0.{i}"), ("CF-Connecting-IP", $"10.0.0.{i}"), ("X-Real-IP", $"10.0.0.{i}"), ("Forwarded", $"for=10.0.0.{i}"));
            answers.Add(answer.StatusCode);
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        shop.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;\nAAAA\r\nhello\r\n0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("GET /api/v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task A10_A_crooked_request_is_refused(string request)
    {
        var app = await XiaoerApp.On(Database.Sqlite);

        var answer = await Raw(app.Address, request);

        // A page that is not there may be answered by the console's own page; never by a file of the machine, never twice.
        answer.ShouldNotContain("root:x:");
        answer.Split("HTTP/1.1 ").Length.ShouldBeLessThanOrEqualTo(2);
        answer.ShouldNotContain("HTTP/1.1 5");
    }

    [Fact]
    public async Task A10_A_method_in_a_header_is_no_method()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");

        using var answer = await shen.Api.Send(HttpMethod.Get, "/api/v1/session", null, ("X-HTTP-Method-Override", "DELETE"), ("X-Method-Override", "DELETE"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shen.Api.Send(HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A10_A_foreign_page_is_not_told_that_it_may_read_answers()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");

        using var answer = await lan.Api.Send(HttpMethod.Get, "/api/v1/session", null, ("Origin", "https://evil.example"));
        using var preflight = await lan.Api.Send(HttpMethod.Options, "/api/v1/session", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "DELETE"));

        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        preflight.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A10_A_problem_has_a_code_and_says_nothing_of_our_insides()
    {
        var app = await XiaoerApp.On(Database.Sqlite);
        using var api = app.Anonymous();
        using var broken = Json("{\"email\":");

        foreach (var answer in new[] { await api.Send(HttpMethod.Get, "/api/v1/nowhere"), await api.Send(HttpMethod.Post, "/api/v1/session", broken), await api.Send(HttpMethod.Get, "/api/v1/shops") })
        {
            answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            var text = await answer.Content.ReadAsStringAsync();
            Refused.CodeOf(text).ShouldNotBeNullOrEmpty();
            text.ShouldNotContain("System.");
            text.ShouldNotContain("   at ");
            text.ShouldNotContain("SELECT");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task C09_A_write_without_the_sessions_token_is_refused(string? token)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        lan.Api.Http.DefaultRequestHeaders.Remove("X-XSRF-TOKEN");
        if (token is not null) lan.Api.Http.DefaultRequestHeaders.Add("X-XSRF-TOKEN", token);

        (await Should.ThrowAsync<Refused>(() => lan.Claims(visitor.Conversation))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<string> Raw(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        using var answer = new MemoryStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Cut off or kept open: what was answered so far counts.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>So many bytes without holding them.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _position;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => _position; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _position);
            _position += read;
            buffer.AsSpan(offset, read).Fill((byte)' ');
            return read;
        }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
