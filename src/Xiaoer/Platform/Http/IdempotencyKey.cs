namespace Xiaoer.Platform.Http;

/// <summary>The answer to a request that may come again: stored with what the request did, so that a repeat gets the same answer and does nothing.</summary>
internal sealed class IdempotencyKey(Guid actor, Guid key, byte[] requestHash, int status, string? contentType, string? location, string? etag, byte[] body, DateTimeOffset createdAt)
{
    /// <summary>How long a repeat is recognised.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Guid Actor { get; private init; } = actor;
    public Guid Key { get; private init; } = key;

    /// <summary>SHA-256 of method, address and body.</summary>
    public byte[] RequestHash { get; private init; } = requestHash;

    public int Status { get; private init; } = status;
    public string? ContentType { get; private init; } = contentType;
    public string? Location { get; private init; } = location;
    public string? Etag { get; private init; } = etag;
    public byte[] Body { get; private init; } = body;
    public DateTimeOffset CreatedAt { get; private init; } = createdAt;
}
