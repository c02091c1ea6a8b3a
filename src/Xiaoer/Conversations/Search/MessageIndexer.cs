using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Conversations.Search;

/// <summary>
/// Keeps the index of messages: follows every shop's event log from where it stood, twice a second, and reads what was there before the index from the
/// newest conversation down. Places and words are moved together, so that it may be killed anywhere; one node works at a time.
/// </summary>
internal sealed class MessageIndexer(IServiceScopeFactory scopes, IMessageIndex index, TimeProvider time, ILogger<MessageIndexer> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int EventsAtOnce = 500;
    private const int MessagesAtOnce = 1000;
    private Dictionary<string, string> _places = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var prepared = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Pause;
            try
            {
                if (!prepared) await index.Prepare(stoppingToken);
                prepared = true;
                if (await Work(stoppingToken)) wait = Breath;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("The search index waits for the store ({Reason})", e.Message);
                wait = Patience;
            }

            await Task.Delay(wait, time, stoppingToken);
        }
    }

    /// <summary>Follows the events to their end and takes one piece of what is older; true when more of that is left.</summary>
    internal async Task<bool> Work(CancellationToken ct)
    {
        if (!await index.Lead(ct)) return false;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var cursors = await db.Set<ShopCursor>().AsNoTracking().ToListAsync(ct);
        _places = new Dictionary<string, string>(await index.Places(ct), StringComparer.Ordinal);
        if (!_places.ContainsKey(BackfillPlace.Name)) await Begin(cursors, new StoredTexts(db), ct);
        foreach (var shop in cursors)
            if (!await Follow(db, shop, ct)) return true;
        return await Backfill(new StoredTexts(db), ct);
    }

    // What commits from here on is followed; what was there before is filled in behind.
    private async Task Begin(List<ShopCursor> cursors, StoredTexts texts, CancellationToken ct)
    {
        foreach (var shop in cursors.Where(s => !_places.ContainsKey(NameOf(s.ShopId)))) await Move(NameOf(shop.ShopId), Text(shop.Last), [], ct);
        await Move(BackfillPlace.Name, new BackfillPlace(null, 0, await texts.Count(ct)).ToString(), [], ct);
    }

    /// <summary>False when somebody else has moved meanwhile, or the index had to be thrown away: then everything is looked at again.</summary>
    private async Task<bool> Follow(XiaoerDb db, ShopCursor shop, CancellationToken ct)
    {
        var name = NameOf(shop.ShopId);
        var at = _places.TryGetValue(name, out var place) ? long.Parse(place, CultureInfo.InvariantCulture) : 0;
        while (at < shop.Last)
        {
            var next = await db.Set<StoredEvent>().Where(e => e.ShopId == shop.ShopId && e.Cursor > at).OrderBy(e => e.Cursor).Select(e => (long?)e.Cursor).FirstOrDefaultAsync(ct);
            if (next != at + 1) break;
            var until = Math.Min(at + EventsAtOnce, shop.Last);
            foreach (var gone in await new StoredTexts(db).Recalled(shop.ShopId, at, until, ct)) await index.Forget(gone.Shop, gone.Conversation, gone.Sequence, gone.At, ct);
            List<StoredText> fresh = [.. await new StoredTexts(db).Told(shop.ShopId, at, until, ct), .. await new StoredTexts(db).MovedIn(shop.ShopId, at, until, ct)];
            if (!await Move(name, Text(until), fresh, ct)) return false;
            at = until;
        }

        if (at == shop.Last) return true;
        // The log no longer goes back that far, or the store is an older copy than the one the index was made from.
        log.LogInformation("The search index does not fit the events of shop {Shop} any more and is made anew", shop.ShopId.Value);
        await index.Clear(ct);
        return false;
    }

    private async Task<bool> Backfill(StoredTexts texts, CancellationToken ct)
    {
        if (!_places.TryGetValue(BackfillPlace.Name, out var written) || BackfillPlace.Parse(written) is not { } place) return false;
        var piece = await texts.Before(place.Last, MessagesAtOnce, ct);
        var next = piece.Count == 0 ? null : place.Behind(piece[^1], piece.Count);
        if (!await Move(BackfillPlace.Name, next?.ToString() ?? BackfillPlace.Done, piece, ct)) return false;
        if (next is null && place.Read > 0) log.LogInformation("{Count} messages are in the search index", place.Read);
        return next is not null;
    }

    private async Task<bool> Move(string name, string to, List<StoredText> found, CancellationToken ct)
    {
        var moved = await index.Add([.. found.Where(t => t.Text.Length > 0).Select(t => t.Indexed())], new PlaceMove(name, _places.GetValueOrDefault(name), to), ct);
        if (moved) _places[name] = to;
        return moved;
    }

    private static string NameOf(ShopId shop) => shop.Value.ToString("N");

    private static string Text(long cursor) => cursor.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How far the filling-in of older messages has come, as text.</summary>
internal sealed record BackfillPlace(ThreadPlace? Last, long Read, long Total)
{
    public const string Name = "backfill";
    public const string Done = "done";

    public BackfillPlace Behind(StoredText last, int read) => new(new ThreadPlace(last.Shop.Value, last.Conversation.Value, last.Sequence), Read + read, Total);

    /// <summary>Null when it is done.</summary>
    public static BackfillPlace? Parse(string text)
    {
        if (text == Done || text.Split(' ') is not [var read, var total, .. var last]) return null;
        ThreadPlace? place = last is [var shop, var conversation, var sequence]
            ? new ThreadPlace(Guid.Parse(shop), Guid.Parse(conversation), long.Parse(sequence, CultureInfo.InvariantCulture))
            : null;
        return new BackfillPlace(place, long.Parse(read, CultureInfo.InvariantCulture), long.Parse(total, CultureInfo.InvariantCulture));
    }

    public override string ToString() => Last is { } l
        ? string.Create(CultureInfo.InvariantCulture, $"{Read} {Total} {l.Shop:N} {l.Conversation:N} {l.Sequence}")
        : string.Create(CultureInfo.InvariantCulture, $"{Read} {Total}");
}
