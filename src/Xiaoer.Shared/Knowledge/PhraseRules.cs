namespace Xiaoer.Shared.Knowledge;

/// <summary>How long and how many. The desk holds a person's phrases whole, so that the picker answers at once.</summary>
public static class PhraseRules
{
    public const int MaxText = 2000;
    public const int MaxTitle = 60;
    public const int MaxFolder = 40;
    public const int MaxShortcut = 20;
    public const int MaxPromotion = 60;
    public const int MostOfShop = 2000;
    public const int MostOfPerson = 500;
    public const int MostPromotions = 200;
    public const int MostImportRows = 2500;
    public const int MaxImportBytes = 4 * 1024 * 1024;

    /// <summary>What can be typed behind the slash in one go: no blanks, no slash, no braces.</summary>
    public static bool IsShortcut(string text) =>
        text.Length is > 0 and <= MaxShortcut && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '/' or '\\' or '{' or '}');
}
