namespace Xiaoer.Shared.Conversations;

/// <summary>The stickers there are, by code and in the order the drawers show them. Each is a drawing of our own at <c>/stickers/{code}.svg</c>.</summary>
public static class Stickers
{
    public static IReadOnlyList<string> All { get; } =
        ["welcome", "hello", "coming", "here", "ok", "thanks", "bow", "heart", "hug", "laugh", "cry", "sweat", "think", "parcel", "gift", "goodnight"];

    public static bool Has(string? code) => code is not null && All.Contains(code);

    public static string Url(string code) => $"/stickers/{code}.svg";
}
