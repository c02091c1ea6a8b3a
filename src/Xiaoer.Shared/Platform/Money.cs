using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xiaoer.Shared.Platform;

/// <summary>An amount in the currency's minor unit (fen, cents). Never a fraction of it; mixed currencies throw.</summary>
[JsonConverter(typeof(MoneyJson))]
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    public static Money Cny(long fen) => new(fen, "CNY");
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>The amount in major units, e.g. 129.00. For display and JSON only.</summary>
    public decimal Amount => Minor / (decimal)Scale(Currency);

    public static Money FromAmount(decimal amount, string currency) =>
        new(checked((long)decimal.Round(amount * Scale(currency), 0, MidpointRounding.AwayFromZero)), currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.In(a).Minor), a.Currency);
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.In(a).Minor), a.Currency);
    public static Money operator -(Money a) => a with { Minor = checked(-a.Minor) };
    public static Money operator *(Money a, int times) => a with { Minor = checked(a.Minor * times) };
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public int CompareTo(Money other) => Minor.CompareTo(other.In(this).Minor);

    public override string ToString() => $"{Amount.ToString("F" + Digits(Currency), CultureInfo.InvariantCulture)} {Currency}";

    /// <summary>Digits after the point: ISO 4217, two unless listed.</summary>
    public static int Digits(string currency) => currency switch
    {
        "JPY" or "KRW" or "VND" or "CLP" or "ISK" => 0,
        "BHD" or "KWD" or "OMR" or "TND" or "JOD" => 3,
        _ => 2,
    };

    private Money In(Money other) =>
        Currency == other.Currency ? this : throw new InvalidOperationException($"{Currency} and {other.Currency} cannot be put together.");

    private static int Scale(string currency) => Digits(currency) switch { 0 => 1, 3 => 1000, _ => 100 };
}

/// <summary><c>{"amount":"129.00","currency":"CNY"}</c>: the amount as text, so that no reader rounds it.</summary>
public sealed class MoneyJson : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Money is an object with amount and currency.");

        decimal? amount = null;
        string? currency = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "amount") amount = ReadAmount(ref reader);
            else if (name == "currency") currency = reader.GetString();
            else throw new JsonException($"Money has no field {name}.");
        }

        if (amount is not { } value || currency is not { Length: 3 } || !currency.All(char.IsAsciiLetterUpper))
            throw new JsonException("Money needs an amount such as \"129.00\" and a currency such as \"CNY\".");
        if (Math.Abs(value) > 1_000_000_000_000m || decimal.Round(value, Money.Digits(currency)) != value)
            throw new JsonException("The amount is too large or has more digits than the currency.");
        return Money.FromAmount(value, currency);
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("amount", value.Amount.ToString("F" + Money.Digits(value.Currency), CultureInfo.InvariantCulture));
        writer.WriteString("currency", value.Currency);
        writer.WriteEndObject();
    }

    private static decimal ReadAmount(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && decimal.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new JsonException("The amount is text such as \"129.00\".");
}
