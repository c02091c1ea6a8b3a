using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Http;

/// <summary>
/// <c>Idempotency-Key</c> on POST. The whole handler runs in one transaction with the saved answer: after a crash either nothing happened or the repeat gets
/// the answer. Per caller. Not for handlers that wait for another writer (messages have <c>client_message_id</c>) nor for answers that hold a secret.
/// </summary>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(RepeatableRequest.Instance).AddEndpointFilter<IdempotencyFilter>();

    /// <summary>Keeps the body of repeatable requests readable after it was bound, for the fingerprint.</summary>
    public static Task KeepBody(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers.ContainsKey(Header) && http.GetEndpoint()?.Metadata.GetMetadata<RepeatableRequest>() is not null)
            http.Request.EnableBuffering(bufferThreshold: 64 * 1024);
        return next(http);
    }
}

/// <summary>Marks endpoints that know <c>Idempotency-Key</c>.</summary>
internal sealed class RepeatableRequest
{
    public static readonly RepeatableRequest Instance = new();
}

/// <summary>Requests with a key that run on this node right now.</summary>
internal sealed class RunningRequests
{
    private readonly ConcurrentDictionary<(Guid, Guid), bool> _running = new();

    public bool Enter(Guid actor, Guid key) => _running.TryAdd((actor, key), true);

    public void Leave(Guid actor, Guid key) => _running.TryRemove((actor, key), out _);
}

/// <summary>Runs a request once per key and answers repeats from the store.</summary>
internal sealed class IdempotencyFilter(RunningRequests running, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Headers.TryGetValue(Idempotency.Header, out var given)) return await next(context);
        if (!Guid.TryParseExact(given, "D", out var key))
            return Problem.Of("bad_idempotency_key", $"{Idempotency.Header} is a UUID.", StatusCodes.Status400BadRequest);

        var actor = Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        if (!running.Enter(actor, key)) return InProgress();
        try
        {
            var hash = await Fingerprint(http);
            var db = http.RequestServices.GetRequiredService<XiaoerDb>();
            return await db.Write<object?>(ct => Once(context, next, db, actor, key, hash, ct), http.RequestAborted);
        }
        finally
        {
            running.Leave(actor, key);
        }
    }

    private async Task<object?> Once(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, XiaoerDb db, Guid actor, Guid key, byte[] hash, CancellationToken ct)
    {
        if (!await TakeTurn(db, actor, key, ct)) return InProgress();
        if (await db.Set<IdempotencyKey>().AsNoTracking().SingleOrDefaultAsync(k => k.Actor == actor && k.Key == key, ct) is { } saved)
        {
            return saved.RequestHash.AsSpan().SequenceEqual(hash)
                ? new SavedReply(saved, replayed: true)
                : Problem.Of("idempotency_mismatch", "This key was used for another request.", StatusCodes.Status422UnprocessableEntity);
        }

        var reply = await SavedReply.Capture(context.HttpContext, await next(context), actor, key, hash, time.Now());
        if (reply.Succeeded) db.Set<IdempotencyKey>().Add(reply.Key); // what was refused changed nothing and may be tried again
        return reply;
    }

    // Another node may be at it: PostgreSQL knows. On SQLite there is no other node.
    private static async Task<bool> TakeTurn(XiaoerDb db, Guid actor, Guid key, CancellationToken ct)
    {
        if (db is not PostgresDb) return true;
        var number = BitConverter.ToInt64(SHA256.HashData([.. actor.ToByteArray(), .. key.ToByteArray()]));
        await using var command = db.Command("SELECT pg_try_advisory_xact_lock(@number)").With("number", number);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static async Task<byte[]> Fingerprint(HttpContext http)
    {
        var request = http.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));

        request.Body.Position = 0;
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, http.RequestAborted)) > 0) hash.AppendData(buffer, 0, read);
        return hash.GetHashAndReset();
    }

    private static ProblemHttpResult InProgress() => Problem.Of("idempotency_in_progress", "The same request is being worked on.");
}
