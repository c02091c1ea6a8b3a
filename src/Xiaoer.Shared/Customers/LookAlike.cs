using System.Globalization;
using System.Text;

namespace Xiaoer.Shared.Customers;

/// <summary>
/// Names that look alike and are not the same (A3.17): 0 and O, l, I and 1, Latin and Cyrillic а, full-width letters, 口 and ロ. Two names look alike when
/// their skeletons (UTS #39 §4) are the same. Besides Unicode's table it knows the Han characters that are told apart by a stroke only.
/// </summary>
public static class LookAlike
{
    /// <summary>Longest skeleton that is kept; what differs only behind it looks alike.</summary>
    public const int Longest = 200;

    private static readonly string[] HanPairs = ["日曰", "未末", "士土", "己已巳", "人入", "干千", "天夭", "戊戌戍", "今令", "午牛", "目且", "免兔", "大犬太", "王玉", "侯候", "晴睛", "折拆", "茶荼", "毫亳", "代伐"];

    private static readonly Dictionary<Rune, string> Prototypes = Read();

    /// <summary>What a name looks like: the same for names that an eye takes for one.</summary>
    public static string Skeleton(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in Decomposed(name.Trim()).EnumerateRunes())
        {
            if (IsInvisible(rune)) continue;
            if (Prototypes.TryGetValue(rune, out var prototype)) skeleton.Append(prototype);
            else skeleton.Append(rune);
        }

        return Cut(Normal(skeleton.ToString()).Trim()).Trim();
    }

    /// <summary>Not the same name (case and blanks around it aside), but an eye takes one for the other.</summary>
    public static bool Confuses(string one, string other) => !IsSame(one, other) && Skeleton(one) == Skeleton(other) && Skeleton(one).Length > 0;

    public static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Normal(string text)
    {
        try { return text.Normalize(NormalizationForm.FormD); }
        catch (ArgumentException) { return text; }
    }

    private static string Decomposed(string text)
    {
        try { return text.Normalize(NormalizationForm.FormKC).Normalize(NormalizationForm.FormD); }
        catch (ArgumentException) { return text; } // half a surrogate pair: it looks like nothing else
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control || rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or (>= 0xFE00 and <= 0xFE0F);

    private static string Cut(string text) =>
        text.Length <= Longest ? text : char.IsHighSurrogate(text[Longest - 1]) ? text[..(Longest - 1)] : text[..Longest];

    private static Dictionary<Rune, string> Read()
    {
        var prototypes = new Dictionary<Rune, string>();
        foreach (var pair in HanPairs)
            foreach (var rune in pair[1..].EnumerateRunes()) prototypes[rune] = pair[..1];

        using var data = typeof(LookAlike).Assembly.GetManifestResourceStream("confusables.txt") ?? throw new InvalidOperationException("confusables.txt is not part of the program.");
        using var lines = new StreamReader(data);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split(": ") is not [var prototype, var sources]) continue;
            var text = string.Concat(Runes(prototype).Select(r => r.ToString()));
            foreach (var source in Runes(sources)) prototypes.TryAdd(source, text);
        }

        // A prototype that is itself told apart by a stroke only (⺒ → 巳 → 己) goes all the way.
        foreach (var (source, text) in prototypes.ToList()) prototypes[source] = string.Concat(text.EnumerateRunes().Select(r => prototypes.GetValueOrDefault(r) ?? r.ToString()));
        return prototypes;
    }

    private static IEnumerable<Rune> Runes(string codes) => codes.Split(' ').Select(code => new Rune(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
}
