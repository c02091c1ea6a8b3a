using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>One shop of the installation: the unit of isolation, with its own people, customers, currency and clock.</summary>
internal sealed class Shop(ShopId id, string name, string currency, string timeZone, string locale, DateTimeOffset createdAt) : Entity
{
    public ShopId Id { get; private init; } = id;

    /// <summary>Unique in the installation: commands name a shop by it.</summary>
    public string Name { get; private set; } = name;

    /// <summary>What amounts are counted and compared in (ISO 4217).</summary>
    public string Currency { get; private set; } = currency;

    /// <summary>IANA name; "today" of figures and opening hours is in this zone.</summary>
    public string TimeZone { get; private set; } = timeZone;

    /// <summary>The language automatic texts are written in.</summary>
    public string Locale { get; private set; } = locale;

    public OfficeHours Hours { get; private set; } = OfficeHours.Always;

    public DateTimeOffset CreatedAt { get; private init; } = createdAt;

    /// <summary>Moved by every change of people: the row lock that serialises them (<see cref="LastOwner"/>).</summary>
    public DateTimeOffset PeopleChangedAt { get; private set; } = createdAt;

    public void Change(string name, string currency, string timeZone, string locale) => (Name, Currency, TimeZone, Locale) = (name, currency, timeZone, locale);

    public void Answer(OfficeHours hours) => Hours = hours;
}
