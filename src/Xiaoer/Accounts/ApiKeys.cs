using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>The keys of a shop's programs: list, create (the secret is shown once), revoke.</summary>
internal static class ApiKeys
{
    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/shops/{shop:guid}/api-keys");
        keys.MapGet("", List).RequirePerson(Permissions.ManageApiKeys);
        keys.MapPost("", Create).RequirePerson(Permissions.ManageApiKeys);
        keys.MapDelete("/{key:guid}", Revoke).RequirePerson(Permissions.ManageApiKeys);
    }

    internal static async Task<Ok<Page<ApiKeyView>>> List(Guid shop, XiaoerDb db, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        var keys = await db.ApiKeys.AsNoTracking().Where(k => k.ShopId == wanted).OrderBy(k => k.Id).ToListAsync(ct);
        return TypedResults.Ok(new Page<ApiKeyView>([.. keys.Select(View)], null));
    }

    internal static async Task<Results<Created<CreatedApiKey>, ProblemHttpResult>> Create(
        Guid shop, CreateApiKeyRequest request, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        var scopes = request.Scopes.Distinct().ToList();
        if (scopes.Except(Permissions.All).Any()) return Invalid.Of("scopes", "A scope is one of the permissions.");
        if (scopes.Any(scope => !caller.May(shopId, scope)))
            return Problem.Of("forbidden", "A key cannot do more than the person who makes it.", StatusCodes.Status403Forbidden);

        var text = ApiKeyText.New();
        var key = new ApiKey(shopId, new ApiKeyId(time.NewId()), request.Name, text.Prefix, Secrets.Hash(text.Secret), caller.Agent, time.Now()) { Scopes = scopes };
        db.ApiKeys.Add(key);
        audit.Note(shopId, caller.Actor, "api_key.created", key.Id.Value, new { key.Name, key.Prefix, Scopes = scopes });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/shops/{shop}/api-keys/{key.Id.Value}", new CreatedApiKey(View(key), text.ToString()));
    }

    internal static async Task<Results<NoContent, NotFound>> Revoke(
        Guid shop, Guid key, Caller caller, XiaoerDb db, AuditLog audit, Callers callers, TimeProvider time, CancellationToken ct)
    {
        var (shopId, wanted, now) = (new ShopId(shop), new ApiKeyId(key), time.Now());
        var revoked = await db.Write(async token =>
        {
            var changed = await db.Set<ApiKey>().Where(k => k.ShopId == shopId && k.Id == wanted && k.RevokedAt == null)
                .ExecuteUpdateAsync(u => u.SetProperty(k => k.RevokedAt, now), token);
            if (changed > 0) audit.Note(shopId, caller.Actor, "api_key.revoked", key);
            return changed > 0 || await db.Set<ApiKey>().AnyAsync(k => k.ShopId == shopId && k.Id == wanted, token);
        }, ct);
        callers.Forget();
        return revoked ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static ApiKeyView View(ApiKey key) =>
        new(key.Id.Value, key.Name, key.Prefix, key.Scopes, key.CreatedBy.Value, key.CreatedAt, key.LastUsedAt, key.RevokedAt);
}
