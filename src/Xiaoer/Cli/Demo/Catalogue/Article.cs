namespace Xiaoer.Cli.Demo.Catalogue;

/// <summary>A word of the demo shop in both of its languages.</summary>
internal sealed record Words(string Zh, string En)
{
    public string In(bool english) => english ? En : Zh;
}

/// <summary>A colour an article comes in: its name and the three colours of its drawing (cloth, pattern, detail).</summary>
internal sealed record Shade(string Code, Words Name, string Main, string Second, string Third);

/// <summary>One product of the demo shop. <see cref="Drawing"/> names the picture, <see cref="Pattern"/> what is printed on it.</summary>
internal sealed record Article(
    string Code, Words Title, Words Text, string Category, string Drawing, string Pattern, int Yuan, IReadOnlyList<Shade> Shades, IReadOnlyList<Words> Sizes)
{
    public static string ImagePath(string code, string shade) => $"/demo/img/{code}-{shade}.svg".ToLowerInvariant();

    public string Image(Shade shade) => ImagePath(Code, shade.Code);

    public string Sku(Shade shade, int size) => $"{Code}-{shade.Code}-{size + 1}";

    /// <summary>Larger packs cost more; clothes cost the same in every size.</summary>
    public long PriceOf(int size) => (Drawing is "candle" or "diffuser" or "spray" or "cream" ? Yuan + (Yuan * 6 / 10 * size) : Yuan) * 100L;

    /// <summary>「雾粉 · M」, and for a single size only the colour.</summary>
    public Words VariantName(Shade shade, int size) => Sizes.Count == 1
        ? shade.Name
        : new Words($"{shade.Name.Zh} · {Sizes[size].Zh}", $"{shade.Name.En} · {Sizes[size].En}");
}
