using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Components.WebAssembly.Http;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Web.Platform;

/// <summary>The one way to <c>/api/v1</c>: JSON as agreed, the antiforgery header, failures as <see cref="ApiFailure"/>.</summary>
internal sealed class Api(HttpClient http, ServerTime clock)
{
    public const string AntiforgeryHeader = "X-XSRF-TOKEN";

    /// <summary>The session's token; sent with every unsafe request.</summary>
    public string? Antiforgery { get; set; }

    /// <summary>The server no longer knows this session.</summary>
    public Signal SignedOut { get; } = new();

    public async Task<T> Get<T>(string path, CancellationToken ct = default) =>
        await Answer<T>(HttpMethod.Get, path, null, ct) ?? throw new ApiFailure("empty", 502);

    /// <summary>Null when the server answers without content.</summary>
    public Task<T?> Post<T>(string path, object? body, CancellationToken ct = default) => Answer<T>(HttpMethod.Post, path, body, ct);

    public Task Post(string path, object? body = null, CancellationToken ct = default) => Answer<JsonElement?>(HttpMethod.Post, path, body, ct);

    /// <param name="version">What was changed: when somebody else was faster, the answer is 412 and nothing changes.</param>
    public async Task<T> Put<T>(string path, object body, int? version = null, CancellationToken ct = default) =>
        await Answer<T>(HttpMethod.Put, path, body, ct, version) ?? throw new ApiFailure("empty", 502);

    public Task<T?> Delete<T>(string path, CancellationToken ct = default) => Answer<T>(HttpMethod.Delete, path, null, ct);

    public Task Put(string path, object body, CancellationToken ct = default) => Answer<JsonElement?>(HttpMethod.Put, path, body, ct);

    public Task Delete(string path, CancellationToken ct = default) => Answer<JsonElement?>(HttpMethod.Delete, path, null, ct);

    private async Task<T?> Answer<T>(HttpMethod method, string path, object? body, CancellationToken ct, int? version = null)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path);
        request.SetBrowserRequestCredentials(BrowserRequestCredentials.SameOrigin);
        if (method != HttpMethod.Get && Antiforgery is { } token) request.Headers.Add(AntiforgeryHeader, token);
        if (version is { } seen) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{seen}\""));
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: XiaoerJson.Options);

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.Headers.Date is { } date) clock.Learn(date);
            if (!response.IsSuccessStatusCode) throw await Failure(response, ct);
            if (response.StatusCode == HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0) return default;
            return await response.Content.ReadFromJsonAsync<T>(XiaoerJson.Lenient, ct);
        }
        catch (HttpRequestException e) { throw new ApiFailure(ApiFailure.Network, 0, inner: e); }
        catch (JsonException e) { throw new ApiFailure("unreadable", 502, inner: e); }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested) { throw new ApiFailure(ApiFailure.Network, 0, inner: e); }
    }

    private async Task<ApiFailure> Failure(HttpResponseMessage response, CancellationToken ct)
    {
        var (code, trace) = Read(await response.Content.ReadAsStringAsync(ct));
        var status = (int)response.StatusCode;
        if (status == 401 && Antiforgery is not null) SignedOut.Raise();
        var retry = response.Headers.RetryAfter?.Delta;
        return new ApiFailure(code ?? "http_" + status, status, retry, trace);
    }

    private static (string? Code, string? Trace) Read(string problem)
    {
        if (problem is not ['{', ..]) return (null, null);
        try
        {
            using var document = JsonDocument.Parse(problem);
            return (Text(document, "code"), Text(document, "trace_id") ?? Text(document, "traceId"));
        }
        catch (JsonException) { return (null, null); }
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
