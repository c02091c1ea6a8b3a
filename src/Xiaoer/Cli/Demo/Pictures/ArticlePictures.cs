using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Xiaoer.Cli.Demo.Catalogue;

namespace Xiaoer.Cli.Demo.Pictures;

/// <summary>
/// Draws the demo shop's products: one drawing per kind of thing (the files beside this one), coloured, patterned and set before a wall
/// for each article and colour. Nothing from outside goes in: names are looked up among the articles.
/// </summary>
internal static class ArticlePictures
{
    private static readonly ConcurrentDictionary<string, byte[]?> Drawn = new(StringComparer.Ordinal);
    private static readonly string[] Walls = ["#F1E2D6", "#E2E7E6", "#DDE3DC", "#EEE7DB", "#EFEAE2", "#E6E4DE", "#EDE6DA", "#DCE6EA"];

    private const string Sprig =
        """
        <path d="M0 46Q-4 0 2 -48" fill="none" stroke="{a2}" stroke-width="4" stroke-linecap="round"/><g fill="{a2}"><path d="M0 24Q-34 22-40-6Q-8-4 0 24ZM0 12Q32 8 38-20Q6-18 0 12ZM0-8Q-28-10-32-34Q-4-30 0-8ZM1-20Q24-24 28-46Q4-44 1-20Z"/></g>
        """;

    private const string Frame =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><defs><linearGradient id="shade"><stop offset="0" stop-color="#fff" stop-opacity=".2"/><stop offset=".45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1E2227" stop-opacity=".16"/></linearGradient><radialGradient id="wall" cx=".34" cy=".24" r="1"><stop offset="0" stop-color="{w3}"/><stop offset="1" stop-color="{w}"/></radialGradient>{print}</defs><rect width="800" height="800" fill="url(#wall)"/><path d="M150 800V380a250 250 0 0 1 500 0v420z" fill="#fff" opacity=".3"/><path d="M0 716h800v84H0z" fill="{w2}" opacity=".55"/><ellipse cx="400" cy="716" rx="240" ry="22" fill="#1E2227" opacity=".1"/>{drawing}</svg>
        """;

    /// <summary>The picture of <c>ys1001-pk</c>, or null when the shop has no such thing.</summary>
    public static byte[]? Of(string name)
    {
        if (name.Split('-') is not [var code, var shade] || DemoCatalogue.Find(code) is not { } article) return null;
        return article.Shades.FirstOrDefault(s => s.Code.Equals(shade, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Drawn.GetOrAdd($"{article.Code}-{found.Code}", _ => Encoding.UTF8.GetBytes(Draw(article, found)))
            : null;
    }

    private static string Draw(Article article, Shade shade)
    {
        var wall = Walls[(article.Code[^1] - '0' + article.Code[2] * 3 + article.Shades.ToList().IndexOf(shade) * 5) % Walls.Length];
        return new StringBuilder(Frame)
            .Replace("{drawing}", DemoResources.Text($"Pictures.{article.Drawing}.svg")).Replace("{print}", Prints.Of(article.Pattern)).Replace("{sprig}", Sprig)
            .Replace("{pattern}", article.Pattern.Length > 0 ? "url(#p)" : "none")
            .Replace("{a}", shade.Main).Replace("{a1}", Mix(shade.Main, "#2A1F24", 0.12)).Replace("{a2}", Mix(shade.Main, "#2A1F24", 0.34))
            .Replace("{a3}", Mix(shade.Main, "#FFFFFF", 0.45)).Replace("{b}", shade.Second).Replace("{c}", shade.Third)
            .Replace("{w}", wall).Replace("{w2}", Mix(wall, "#5A4636", 0.14)).Replace("{w3}", Mix(wall, "#FFFFFF", 0.6)).Replace("{bg}", wall)
            .ToString();
    }

    private static string Mix(string one, string other, double share)
    {
        var mixed = new StringBuilder("#");
        for (var i = 1; i < 7; i += 2)
        {
            var (a, b) = (Convert.ToInt32(one.Substring(i, 2), 16), Convert.ToInt32(other.Substring(i, 2), 16));
            mixed.Append(((int)Math.Round(a + (b - a) * share)).ToString("X2", CultureInfo.InvariantCulture));
        }

        return mixed.ToString();
    }
}
