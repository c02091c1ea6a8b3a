namespace Xiaoer.Conversations.Widget;

/// <summary>"Chrome · Android" from a User-Agent: enough for an agent to help with, no fingerprint kept.</summary>
internal static class DeviceNames
{
    public static string Of(string userAgent)
    {
        var browser = First(userAgent, [("MicroMessenger", "WeChat"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
        var system = First(userAgent, [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")]);
        return $"{browser} · {system}";
    }

    private static string First(string userAgent, (string Mark, string Name)[] known) =>
        Array.Find(known, k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name ?? "?";
}
