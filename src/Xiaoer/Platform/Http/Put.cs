using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Http;

/// <summary>
/// PUT by the client's own key: the same request again answers alike, two at once end as if one came after the other, and <c>If-Match</c> makes sure
/// that nobody overwrites what they have not seen (reliability A-09).
/// </summary>
internal static class Put
{
    /// <param name="find">The row as it is, tracked; null when there is none.</param>
    /// <param name="apply">Makes the row (a new one for null) what the request says.</param>
    public static async Task<Results<Ok<TView>, Created<TView>, ProblemHttpResult>> Run<TRow, TView>(
        HttpContext http, XiaoerDb db, Func<CancellationToken, Task<TRow?>> find, Func<TRow?, CancellationToken, Task<TRow>> apply,
        Func<TRow, CancellationToken, Task<TView>> view, CancellationToken ct) where TRow : Entity
    {
        var (row, created) = await db.WriteInTurn(async token =>
        {
            var known = await find(token);
            if (!Matches(http, known?.Version)) return (null, false);
            var described = await apply(known, token);
            if (known is null) db.Add(described);
            await db.SaveChangesAsync(token);
            return (Row: (TRow?)described, Created: known is null);
        }, ct);

        if (row is null) return TypedResults.Problem(ETags.Lost(http));
        Tag(http, row.Version);
        return created ? TypedResults.Created((string?)null, await view(row, ct)) : TypedResults.Ok(await view(row, ct));
    }

    public static void Tag(HttpContext http, int version) => http.SetETag(version);

    private static bool Matches(HttpContext http, int? version)
    {
        var headers = http.Request.Headers;
        return (StringValues.IsNullOrEmpty(headers.IfMatch) || Names(headers.IfMatch, version))
               && (StringValues.IsNullOrEmpty(headers.IfNoneMatch) || !Names(headers.IfNoneMatch, version));
    }

    private static bool Names(StringValues header, int? version) =>
        version is { } known && header.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Any(tag => tag == "*" || tag == $"\"{known.ToString(CultureInfo.InvariantCulture)}\"");
}
