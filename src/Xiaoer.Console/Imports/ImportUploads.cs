using System.Text.Json;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Imports;

/// <summary>What the server said to a file that the page has sent.</summary>
internal static class ImportUploads
{
    public static ImportView? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ImportView>(body, XiaoerJson.Lenient);
        }
        catch (JsonException) { return null; }
    }

    public static ApiFailure Failure(int status, string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            if (problem.RootElement.TryGetProperty("code", out var code) && code.GetString() is { } known) return new ApiFailure(known, status);
        }
        catch (JsonException) { }
        return status == 0 ? new ApiFailure(ApiFailure.Network, 0) : new ApiFailure("http_" + status.ToString(System.Globalization.CultureInfo.InvariantCulture), status);
    }
}
