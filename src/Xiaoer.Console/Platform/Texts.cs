using System.Globalization;
using System.Text.Json;

namespace Xiaoer.Web.Platform;

/// <summary>
/// Every word the console shows, by key, in the language chosen. The texts stand in <c>Texts.zh.json</c> and <c>Texts.en.json</c> of each
/// module; a key ending in <c>.one</c> is used when the first argument is 1.
/// </summary>
internal sealed class Texts
{
    public const string Chinese = "zh";
    public const string English = "en";
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> loaded = [];
    private IReadOnlyDictionary<string, string>? current;

    public static IReadOnlyList<string> Languages { get; } = [Chinese, English];

    public Signal Changed { get; } = new();
    public string Language { get; private set; } = Chinese;

    // Read when the first word is wanted: a page that opens in English never reads the Chinese.
    private IReadOnlyDictionary<string, string> Current => current ??= loaded.TryGetValue(Language, out var texts) ? texts : loaded[Language] = Load(Language);

    public string this[string key] => Current.TryGetValue(key, out var text) ? text : key;

    public string this[string key, params object?[] arguments]
    {
        get
        {
            if (arguments is [1 or 1L, ..] && Current.TryGetValue(key + ".one", out var one)) return string.Format(CultureInfo.InvariantCulture, one, arguments);
            return string.Format(CultureInfo.InvariantCulture, this[key], arguments);
        }
    }

    public bool Has(string key) => Current.ContainsKey(key);

    public void Use(string language)
    {
        (Language, current) = (Languages.Contains(language) ? language : Chinese, null);
        Changed.Raise();
    }

    /// <summary>A code of a rule or an enumeration in words: <c>desk.step</c> + <c>Greet</c> → <c>desk.step.greet</c>.</summary>
    public string Of<TEnum>(string prefix, TEnum value) where TEnum : struct, Enum =>
        this[prefix + "." + JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())];

    internal static IReadOnlyDictionary<string, string> Load(string language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(Texts).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith($"Texts.{language}.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var document = JsonDocument.Parse(stream);
            foreach (var entry in document.RootElement.EnumerateObject()) texts.Add(entry.Name, entry.Value.GetString()!);
        }
        return texts;
    }
}
