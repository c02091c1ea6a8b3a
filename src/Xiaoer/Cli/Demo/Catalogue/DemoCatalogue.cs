namespace Xiaoer.Cli.Demo.Catalogue;

/// <summary>Everything the demo shop sells, in the order of its shelves.</summary>
internal static class DemoCatalogue
{
    public static IReadOnlyList<Article> All { get; } = [.. Clothes.All, .. Extras.All];

    public static IReadOnlyList<(string Code, Words Name)> Categories { get; } =
    [
        ("dresses", new("连衣裙", "Dresses")), ("tops", new("上衣", "Tops")), ("outerwear", new("外套", "Coats")), ("bottoms", new("下装", "Bottoms")),
        ("accessories", new("配饰", "Accessories")), ("scents", new("香氛", "Scents")), ("home", new("居家", "Home & care")),
    ];

    private static readonly Dictionary<string, Article> ByCode = All.ToDictionary(a => a.Code, StringComparer.OrdinalIgnoreCase);

    public static Article? Find(string code) => ByCode.GetValueOrDefault(code);

    public static Article Of(string code) => ByCode[code];

    public static Words Category(string code) => Categories.First(c => c.Code == code).Name;
}
