using System.Text.Json;

namespace Xiaoer.Platform.Http;

/// <summary>Words of an enumeration in an address, written as in JSON; the framework's own reading wants "AwaitingPayment" and takes "1".</summary>
internal static class CodeWord
{
    /// <summary>False when there is no such word; no word is null.</summary>
    public static bool TryRead<TEnum>(string? word, out TEnum? value) where TEnum : struct, Enum
    {
        value = null;
        if (word is null) return true;
        foreach (var candidate in Enum.GetValues<TEnum>())
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(candidate.ToString()) == word) value = candidate;
        return value is not null;
    }
}
