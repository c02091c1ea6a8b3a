using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Personas;

/// <summary>Speaks <c>/api/v1</c> of a running Xiaoer as one principal, as any client would.</summary>
internal sealed class Api(HttpClient http) : IDisposable
{
    public HttpClient Http { get; } = http;

    public async Task<T> Get<T>(string path) => await Read<T>(await Http.GetAsync(Address(path)));

    public async Task<T> Post<T>(string path, object? body = null) => await Read<T>(await Send(HttpMethod.Post, path, body));

    public async Task Post(string path, object? body = null) => (await Accepted(await Send(HttpMethod.Post, path, body))).Dispose();

    public async Task<T> Put<T>(string path, object body) => await Read<T>(await Send(HttpMethod.Put, path, body));

    public async Task Delete(string path) => (await Accepted(await Send(HttpMethod.Delete, path))).Dispose();

    /// <summary>The answer as it came, refused or not.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Address(path));
        if (body is HttpContent content) request.Content = content;
        else if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: XiaoerJson.Options);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public static async Task<T> Read<T>(HttpResponseMessage answer)
    {
        using (await Accepted(answer)) return (await answer.Content.ReadFromJsonAsync<T>(XiaoerJson.Options))!;
    }

    public static async Task<HttpResponseMessage> Accepted(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await Refused.From(answer);
    }

    public void Dispose() => Http.Dispose();

    private static Uri Address(string path) => new(path, UriKind.RelativeOrAbsolute);
}

/// <summary>The server said no: with which status, and the stable code of the problem.</summary>
internal sealed class Refused(HttpStatusCode status, string? code, string text) : Exception($"{(int)status} {code} {text}")
{
    public HttpStatusCode Status { get; } = status;
    public string? Code { get; } = code;

    public static async Task<Refused> From(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return new Refused(answer.StatusCode, CodeOf(text), text);
    }

    public static string? CodeOf(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.ValueKind == JsonValueKind.Object && problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
