using System.Text;
using Microsoft.AspNetCore.Identity;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Hashes and checks passwords (PBKDF2 of ASP.NET Core Identity), never more at once than leaves the machine to the chats.</summary>
internal sealed class Passwords(IPasswordHasher<Person> hasher) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> _nobodys = new(() => hasher.HashPassword(null!, Secrets.Text(Secrets.New())));

    /// <summary>Takes long by intention: never inside a transaction, where everybody's writes would wait for it.</summary>
    public async Task<PasswordHash> Hash(string password, CancellationToken ct = default)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return new PasswordHash(hasher.HashPassword(null!, Plain(password)));
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Takes as long for nobody as for somebody. Null: too many are asking.</summary>
    public async Task<PasswordAnswer?> Check(Person? person, string password, CancellationToken ct)
    {
        if (!await _turns.WaitAsync(Patience, ct)) return null;
        try
        {
            var answer = hasher.VerifyHashedPassword(null!, person?.PasswordHash ?? _nobodys.Value, Plain(password));
            return new PasswordAnswer(
                Right: person?.PasswordHash is not null && answer != PasswordVerificationResult.Failed,
                Rehash: answer == PasswordVerificationResult.SuccessRehashNeeded);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Long enough, and not the account's own name. No rules about signs: they make passwords worse.</summary>
    public static void Demand(string password, string email)
    {
        if (password.Length is < PasswordLimits.Shortest or > PasswordLimits.Longest)
            throw new RuleBroken("password.too_short", $"A password has {PasswordLimits.Shortest} to {PasswordLimits.Longest} characters.");
        if (password.Distinct().Count() < 4 || email.StartsWith(password, StringComparison.OrdinalIgnoreCase) || password.Contains(email, StringComparison.OrdinalIgnoreCase))
            throw new RuleBroken("password.too_simple", "This password is too easy to guess.");
    }

    public void Dispose() => _turns.Dispose();

    // The same signs, however the keyboard composed them.
    private static string Plain(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }
}

/// <summary>Whether a password was right, and whether its stored hash is of an older kind.</summary>
internal sealed record PasswordAnswer(bool Right, bool Rehash);
