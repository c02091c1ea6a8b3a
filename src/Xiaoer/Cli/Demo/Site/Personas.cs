using System.Globalization;
using Xiaoer.Cli.Demo.History;

namespace Xiaoer.Cli.Demo.Site;

/// <summary>A customer one can play in the demo shop.</summary>
internal sealed record Persona(string ExternalId, string Name, string Region);

/// <summary>The customers of the demo shop's log-in, to see how the desk recognises them.</summary>
internal static class Personas
{
    public const string Cookie = "xiaoer_demo_customer";

    public static IReadOnlyList<Persona> All { get; } =
        [.. new[] { 0, 1, 3, 4, 10, 13 }.Select(i => new Persona($"YSJ{(10_001 + i).ToString(CultureInfo.InvariantCulture)}", DemoNames.Known[i].Name, DemoNames.Known[i].Region))];

    public static Persona? Find(string? externalId) => All.FirstOrDefault(p => p.ExternalId == externalId);

    public static Persona? Current(HttpContext http) => Find(http.Request.Cookies[Cookie]);
}
