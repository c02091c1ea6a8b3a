using Microsoft.AspNetCore.Identity;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Someone who signs in: an ASP.NET Core Identity user whose account name is the e-mail address. What they are in a shop says <see cref="Membership"/>.</summary>
internal sealed class Person : IdentityUser<PersonId>, IVersioned
{
    private Person() { }

    public Person(PersonId id, string name, string email, string locale, DateTimeOffset createdAt)
    {
        Id = id;
        Name = name;
        Email = email;
        NormalizedEmail = EmailAddress.Normalize(email);
        Locale = locale;
        CreatedAt = createdAt;
    }

    public string Name { get; private set; } = "";

    /// <summary>The language of the console.</summary>
    public string Locale { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows when the password, a role, a team or the right to be here changes: live connections opened before are closed.</summary>
    public int AccessVersion { get; private set; } = 1;

    public int Version { get; private set; } = 1;

    /// <summary>The account name is the address; Identity need not store it twice.</summary>
    public override string? UserName { get => Email; set { } }

    public override string? NormalizedUserName { get => NormalizedEmail; set { } }

    public void Change(string name, string locale) => (Name, Locale) = (name, locale);

    public void AccessChanged() => AccessVersion++;
}
