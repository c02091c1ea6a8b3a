using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Accounts;

/// <summary>A program's key as it is listed. <see cref="Prefix"/> is the part that is no secret.</summary>
public sealed record ApiKeyView(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <param name="Scopes">Words of <see cref="Permissions"/>; no more than the creator has.</param>
public sealed record CreateApiKeyRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name,
    [property: Required, MinLength(1), MaxLength(30)] IReadOnlyList<string> Scopes);

/// <summary>A new key with its secret, which is shown this once.</summary>
public sealed record CreatedApiKey(ApiKeyView Key, string Secret);
