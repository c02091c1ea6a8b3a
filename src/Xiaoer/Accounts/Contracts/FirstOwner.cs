using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts.Contracts;

/// <summary>
/// How an installation without people gets its first: by a token that is printed where the program runs and stored as a hash, so that whoever finds the page
/// first on the network is not the owner.
/// </summary>
internal sealed class FirstOwner(XiaoerDb db, TimeProvider time)
{
    /// <summary>Nobody can sign in yet.</summary>
    public async Task<bool> Wanted(CancellationToken ct) => !await db.Set<Person>().AnyAsync(ct);

    /// <summary>A new token, or null when there are people already.</summary>
    public async Task<string?> Invite(CancellationToken ct)
    {
        if (!await Wanted(ct)) return null;
        var secret = Secrets.New();
        db.SetupTokens.Add(new SetupToken(Secrets.Hash(secret), time.Now()));
        await db.SaveChangesAsync(ct);
        return Secrets.Text(secret);
    }

    public async Task<bool> Knows(string token, CancellationToken ct)
    {
        if (Secrets.Read(token.Trim(), Secrets.Length) is not { } secret) return false;
        var hash = Secrets.Hash(secret);
        return await db.Set<SetupToken>().AnyAsync(t => t.Hash == hash, ct);
    }

    /// <summary>Ends all tokens, inside the transaction that makes the first owner: of two who try at once, one finds none left.</summary>
    public async Task Take(CancellationToken ct)
    {
        var ended = await db.Set<SetupToken>().ExecuteDeleteAsync(ct);
        if (ended == 0 || !await Wanted(ct)) throw new RuleBroken("setup.done", "This installation has its owner already. Sign in.");
    }
}
