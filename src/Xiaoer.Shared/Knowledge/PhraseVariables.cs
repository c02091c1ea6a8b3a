using System.Text;
using System.Text.Json;

namespace Xiaoer.Shared.Knowledge;

/// <summary>What a phrase can leave open. The names are stable: phrases of years hold them.</summary>
public enum PhraseVariable { Customer, Agent, Shop, Order, Product, Amount, OrderDate, Courier, Tracking }

/// <summary>A stretch of a phrase: plain text, or a variable as it was written.</summary>
public readonly record struct PhrasePart(string Text, PhraseVariable? Variable);

/// <summary>
/// Variables in braces: <c>{customer}</c> or <c>{客户}</c>, in half-width or full-width braces. Braces around anything else are text.
/// Filling happens in one pass: a value that looks like a variable stays what it is.
/// </summary>
public static class PhraseVariables
{
    private static readonly string[] Chinese = ["客户", "客服", "店铺", "订单号", "商品", "金额", "下单日期", "快递", "运单号"];
    private static readonly string[] English = [.. Enum.GetNames<PhraseVariable>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
    private static readonly int Longest = Chinese.Concat(English).Max(n => n.Length);

    public static IReadOnlyList<PhraseVariable> All { get; } = Enum.GetValues<PhraseVariable>();

    /// <summary>The variable in braces, as a phrase in this language spells it.</summary>
    public static string Write(PhraseVariable variable, bool chinese) => $"{{{(chinese ? Chinese : English)[(int)variable]}}}";

    /// <summary>Those that only an order can answer.</summary>
    public static bool NeedsOrder(PhraseVariable variable) =>
        variable is PhraseVariable.Order or PhraseVariable.Product or PhraseVariable.Amount or PhraseVariable.OrderDate;

    public static IReadOnlyList<PhrasePart> Parts(string text)
    {
        var parts = new List<PhrasePart>();
        var from = 0;
        for (var open = 0; open < text.Length; open++)
        {
            if (text[open] is not ('{' or '｛')) continue;
            var close = text.AsSpan(open + 1, Math.Min(Longest + 3, text.Length - open - 1)).IndexOfAny('}', '｝');
            if (close < 1 || Find(text.AsSpan(open + 1, close).Trim()) is not { } variable) continue;
            if (open > from) parts.Add(new(text[from..open], null));
            from = open + close + 2;
            parts.Add(new(text[open..from], variable));
            open = from - 1;
        }

        if (from < text.Length) parts.Add(new(text[from..], null));
        return parts;
    }

    /// <summary>Each variable of the text once, in the order of its first place.</summary>
    public static IReadOnlyList<PhraseVariable> In(string text) => [.. Parts(text).Select(p => p.Variable).OfType<PhraseVariable>().Distinct()];

    /// <summary>The text with what is known; what is not stays as it was written.</summary>
    public static string Fill(string text, IReadOnlyDictionary<PhraseVariable, string> values)
    {
        var filled = new StringBuilder(text.Length);
        foreach (var part in Parts(text))
            filled.Append(part.Variable is { } variable && values.TryGetValue(variable, out var value) && value.Length > 0 ? value : part.Text);
        return filled.ToString();
    }

    private static PhraseVariable? Find(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < English.Length; i++)
            if (name.Equals(English[i], StringComparison.OrdinalIgnoreCase) || name.SequenceEqual(Chinese[i])) return (PhraseVariable)i;
        return null;
    }
}
