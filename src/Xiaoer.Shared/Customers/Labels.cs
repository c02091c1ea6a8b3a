using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Customers;

/// <summary>How much care a customer takes, set by hand (A3.13); what their orders make of them is the tier.</summary>
public enum Importance { Normal, Watch, Important, Key }

/// <summary>A tag says something of a customer; a group puts customers together under a name that stays when nobody is in it.</summary>
public enum LabelKind { Tag, Group }

/// <summary>The colours of labels: tones that both looks of the console have.</summary>
public enum LabelColor { Grey, Red, Amber, Green, Blue }

/// <summary>A tag or group of a shop.</summary>
/// <param name="Customers">How many are under it; null where it was not counted.</param>
public sealed record LabelView(Guid Id, LabelKind Kind, string Name, LabelColor Color, int Version, int? Customers = null);

/// <summary>Put a customer under a tag or group; one that nobody has used yet comes into being with the colour.</summary>
public sealed record AddLabelRequest(
    [property: JsonRequired] LabelKind Kind, [property: Required, StringLength(LabelRules.LongestName, MinimumLength = 1), PlainText] string Name, LabelColor? Color);

/// <summary>Another name or colour for all customers under it.</summary>
public sealed record SaveLabelRequest(
    [property: Required, StringLength(LabelRules.LongestName, MinimumLength = 1), PlainText] string Name, [property: JsonRequired] LabelColor Color);

public sealed record SetImportanceRequest([property: JsonRequired] Importance Importance);

/// <summary>What keeps tags and groups few and readable.</summary>
public static class LabelRules
{
    public const int LongestName = 30;

    /// <summary>Tags and groups of one customer together.</summary>
    public const int MostOfCustomer = 40;

    /// <summary>Tags of a shop, and groups of a shop.</summary>
    public const int MostOfShop = 1000;

    /// <summary>Names are one when people would say they are: without regard to case and spaces around or doubled.</summary>
    public static string KeyOf(string name) => Tidy(name).ToLowerInvariant();

    public static string Tidy(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
