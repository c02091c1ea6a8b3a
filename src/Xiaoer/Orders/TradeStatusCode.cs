using System.Text.Json;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders;

/// <summary>A status in an address is written as in JSON: <c>awaiting_payment</c>.</summary>
internal static class TradeStatusCode
{
    private static readonly Dictionary<string, TradeStatus> Known =
        Enum.GetValues<TradeStatus>().ToDictionary(s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.ToString()), StringComparer.Ordinal);

    public static bool TryRead(string? code, out TradeStatus? status)
    {
        status = null;
        if (code is null) return true;
        if (!Known.TryGetValue(code, out var known)) return false;
        status = known;
        return true;
    }
}
