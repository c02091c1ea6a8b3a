using Xiaoer.Cli.Demo.Catalogue;

namespace Xiaoer.Cli.Demo.Site;

/// <summary>What the page of this request shows; components take it from here.</summary>
internal sealed class Shown
{
    public Reader Reader { get; set; } = default!;
    public string? Category { get; set; }
    public Article Article { get; set; } = default!;
    public Shade Shade { get; set; } = default!;
    public IReadOnlyDictionary<string, int> Stock { get; set; } = new Dictionary<string, int>();
}
