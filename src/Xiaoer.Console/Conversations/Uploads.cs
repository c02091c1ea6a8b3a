using System.Text.Json;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>What becomes of a picture message once its upload is over.</summary>
internal static class Uploads
{
    public static Outgoing After(Outgoing message, int status, string body)
    {
        if (status is < 200 or >= 300) return Refused(message, status switch { 0 => "network", 413 => "too_large", 415 => "not_an_image", _ => Code(body) });
        try
        {
            if (JsonSerializer.Deserialize<FileView>(body, XiaoerJson.Lenient) is not { } file) return Refused(message, "upload");
            var image = new ImagePart(file.Id, file.Width, file.Height, file.Url);
            return message with { Status = OutgoingStatus.Sending, Content = new(Image: image), Progress = 100 };
        }
        catch (JsonException) { return Refused(message, "upload"); }
    }

    private static Outgoing Refused(Outgoing message, string code) => message with { Status = OutgoingStatus.Failed, Code = code };

    private static string Code(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("code", out var code) && code.GetString() is { } text ? text : "upload";
        }
        catch (JsonException) { return "upload"; }
    }
}
