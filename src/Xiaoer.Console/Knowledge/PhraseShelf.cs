using Xiaoer.Shared.Knowledge;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Knowledge;

/// <summary>
/// The phrases at hand: held whole, so that the picker answers at once. Brought up to date behind what is shown whenever somebody reaches for them, and
/// when a promotion begins.
/// </summary>
internal sealed class PhraseShelf
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private readonly PhrasesClient client;
    private readonly Session session;
    private readonly TimeProvider time;
    private PhrasesAtHand held = new([], [], null);
    private DateTimeOffset renewedAt;
    private Guid shop;
    private Task? renewing;

    public PhraseShelf(PhrasesClient client, Session session, TimeProvider time)
    {
        (this.client, this.session, this.time) = (client, session, time);
        session.ShopChanged.Subscribe(Forget);
    }

    public Signal Changed { get; } = new();

    /// <summary>Nothing could be fetched yet, and why.</summary>
    public ApiFailure? Failure { get; private set; }

    /// <summary>False until the first answer.</summary>
    public bool Filled { get; private set; }

    /// <summary>What may be said now: what belongs to a promotion that has ended is gone at its last second.</summary>
    public IEnumerable<PhraseView> Phrases => held.Phrases.Where(p => p.PromotionId is not { } promotion || Running(promotion) is not null);

    /// <summary>The promotion by this id, while it runs.</summary>
    public PromotionView? Running(Guid promotion) =>
        held.Promotions.FirstOrDefault(p => p.Id == promotion && PromotionRules.StateAt(p.StartsAt, p.EndsAt, time.GetUtcNow()) == PromotionState.Running);

    /// <summary>Fetches what is there now, unless that was just done.</summary>
    public Task Renew(bool now = false)
    {
        if (renewing is { IsCompleted: false } running && !now) return running;
        var at = time.GetUtcNow();
        if (!now && shop == session.ShopId && at - renewedAt < Fresh && !(held.ChangesAt <= at)) return Task.CompletedTask;
        return renewing = Fetch();
    }

    /// <summary>A phrase went into a draft: it moves to the front here at once, and is counted once for all.</summary>
    public async Task Used(PhraseView phrase)
    {
        var now = time.GetUtcNow();
        held = held with { Phrases = [.. held.Phrases.Select(p => p.Id == phrase.Id ? p with { Mine = Again(p.Mine, now), All = Again(p.All, now) } : p)] };
        try { await client.Use(shop, phrase.Id, Guid.CreateVersion7(now)); }
        catch (ApiFailure) { } // a figure less
    }

    private static PhraseUsage Again(PhraseUsage usage, DateTimeOffset now) => new(usage.Count + 1, Frecency.After(usage.Weight, usage.LastAt, now), now);

    private async Task Fetch()
    {
        var wanted = session.ShopId;
        if (wanted == Guid.Empty) return;
        try
        {
            var found = await client.AtHand(wanted);
            if (wanted != session.ShopId) return;
            (held, shop, renewedAt, Filled, Failure) = (found, wanted, time.GetUtcNow(), true, null);
        }
        catch (ApiFailure failure) { Failure = failure; }
        Changed.Raise();
    }

    private void Forget()
    {
        (held, shop, renewedAt, Filled, Failure, renewing) = (new([], [], null), Guid.Empty, default, false, null, null);
        Changed.Raise();
    }
}
