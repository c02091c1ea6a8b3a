using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Architecture;

/// <summary>Every event is in <c>docs/events.md</c>; its example there is the approved shape.</summary>
public partial class EventCatalogueTests
{
    private static readonly JsonSerializerOptions Readable = new(XiaoerJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Dictionary<string, string> Documented = Section().Matches(SourceTree.Read("docs/events.md"))
        .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["json"].Value.Trim());

    public static TheoryData<string> Names => [.. SampleEvents.All.Keys];

    [Fact]
    public void Every_name_in_Shared_has_a_sample_and_a_section()
    {
        var names = typeof(LiveEvent).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: true, IsSealed: true } && t.Name.EndsWith("Events", StringComparison.Ordinal))
            .Select(t => t.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<IEnumerable<string>>().SelectMany(all => all).Order().ToList();

        names.ShouldContain(ConversationEvents.MessagePosted);
        SampleEvents.All.Keys.Order().ShouldBe(names);
        Documented.Keys.Order().ShouldBe(names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_called_by_area_and_past_tense(string name) => name.ShouldMatch("^[a-z]+(_[a-z]+)*\\.[a-z]+(_[a-z]+)*$");

    [Theory]
    [MemberData(nameof(Names))]
    public void It_keeps_its_shape(string name)
    {
        var written = JsonSerializer.Serialize(SampleEvents.All[name], Readable);

        Documented[name].ShouldBe(written, $"docs/events.md shows another {name}; the program writes:\n{written}");
        JsonSerializer.Serialize(JsonSerializer.Deserialize<LiveEvent>(written, XiaoerJson.Options), Readable).ShouldBe(written);
    }

    [GeneratedRegex(@"^## `(?<name>[a-z_.]+)`.*?^```json\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
