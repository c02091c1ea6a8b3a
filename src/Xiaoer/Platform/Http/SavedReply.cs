namespace Xiaoer.Platform.Http;

/// <summary>An answer as bytes: written now, kept for repeats.</summary>
internal sealed class SavedReply(IdempotencyKey key, bool replayed) : IResult
{
    public IdempotencyKey Key { get; } = key;

    public bool Succeeded => Key.Status is >= 200 and < 300;

    /// <summary>Lets a result write itself into memory.</summary>
    public static async Task<SavedReply> Capture(HttpContext http, object? result, Guid actor, Guid key, byte[] requestHash, DateTimeOffset at)
    {
        var body = http.Response.Body;
        using var memory = new MemoryStream();
        http.Response.Body = memory;
        try
        {
            await (result switch
            {
                null => Task.CompletedTask,
                IResult typed => typed.ExecuteAsync(http),
                string text => http.Response.WriteAsync(text),
                _ => http.Response.WriteAsJsonAsync(result, result.GetType()),
            });
            await http.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            http.Response.Body = body;
        }

        var headers = http.Response.Headers;
        var saved = new IdempotencyKey(
            actor, key, requestHash, http.Response.StatusCode, http.Response.ContentType, (string?)headers.Location, (string?)headers.ETag, memory.ToArray(), at);
        return new SavedReply(saved, replayed: false);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Key.Status;
        if (Key.ContentType is { } type) response.ContentType = type;
        if (Key.Location is { } location) response.Headers.Location = location;
        if (Key.Etag is { } tag) response.Headers.ETag = tag;
        if (replayed) response.Headers[Idempotency.ReplayedHeader] = "true";
        if (Key.Body.Length > 0) await response.Body.WriteAsync(Key.Body, httpContext.RequestAborted);
    }
}
