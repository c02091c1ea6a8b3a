using System.Text.Json;
using System.Text.RegularExpressions;

namespace Xiaoer.Platform.Http;

/// <summary>
/// Writes the hashed names of built files into a page. A console published through its server keeps the placeholders of its own build
/// (dotnet/runtime#121993), so they are filled from the list of files that was published with it.
/// </summary>
internal sealed partial class HashedNames
{
    private readonly Dictionary<string, string> _names;

    private HashedNames(Dictionary<string, string> names) => _names = names;

    public static HashedNames Read(string manifest)
    {
        var names = new Dictionary<string, string>();
        if (File.Exists(manifest))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(manifest));
            foreach (var endpoint in document.RootElement.GetProperty("Endpoints").EnumerateArray())
            {
                if (endpoint.TryGetProperty("Selectors", out var selectors) && selectors.GetArrayLength() > 0) continue;
                var label = endpoint.GetProperty("EndpointProperties").EnumerateArray()
                    .FirstOrDefault(p => p.GetProperty("Name").ValueEquals("label")) is { ValueKind: JsonValueKind.Object } found ? found.GetProperty("Value").GetString() : null;
                if (label is not null) names[label] = endpoint.GetProperty("Route").GetString()!;
            }
        }

        return new HashedNames(names);
    }

    public string Fill(string page)
    {
        page = Placeholder().Replace(page, m => Name($"{m.Groups[1].Value}.{m.Groups[2].Value}"));
        page = StyleSheet().Replace(page, m => $"href=\"{Name(m.Groups[1].Value)}\"");
        page = page.Replace("<link rel=\"preload\" id=\"webassembly\">", $"<link rel=\"preload\" href=\"{Name("_framework/dotnet.js")}\" as=\"script\" crossorigin=\"anonymous\" fetchpriority=\"high\">");
        return page.Replace("<script type=\"importmap\"></script>", $"<script type=\"importmap\">{ImportMap()}</script>");
    }

    private string Name(string label) => _names.GetValueOrDefault(label, label);

    private string ImportMap() => JsonSerializer.Serialize(new
    {
        imports = _names.Where(n => n.Key.StartsWith("_framework/", StringComparison.Ordinal) && n.Key.EndsWith(".js", StringComparison.Ordinal))
            .OrderBy(n => n.Key, StringComparer.Ordinal).ToDictionary(n => "./" + n.Key, n => "./" + n.Value),
    });

    [GeneratedRegex(@"([\w./-]+)#\[\.\{fingerprint\}\]\.(\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"href=""([\w./-]+\.css)""", RegexOptions.NonBacktracking)]
    private static partial Regex StyleSheet();
}
