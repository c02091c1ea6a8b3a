namespace Xiaoer.Cli.Demo.Catalogue;

/// <summary>The sizes things come in.</summary>
internal static class Sizes
{
    public static IReadOnlyList<Words> SmallToLarge { get; } = [new("S", "S"), new("M", "M"), new("L", "L")];
    public static IReadOnlyList<Words> ExtraSmallToLarge { get; } = [new("XS", "XS"), new("S", "S"), new("M", "M"), new("L", "L")];
    public static IReadOnlyList<Words> One { get; } = [new("均码", "One size")];
    public static IReadOnlyList<Words> Socks { get; } = [new("35–38", "EU 35–38"), new("39–42", "EU 39–42")];
    public static IReadOnlyList<Words> Candles { get; } = [new("120 克", "120 g"), new("220 克", "220 g")];
    public static IReadOnlyList<Words> Diffusers { get; } = [new("100 毫升", "100 ml"), new("200 毫升", "200 ml")];
    public static IReadOnlyList<Words> Sprays { get; } = [new("50 毫升", "50 ml"), new("100 毫升", "100 ml")];
    public static IReadOnlyList<Words> Creams { get; } = [new("30 克", "30 g"), new("75 克", "75 g")];
}
