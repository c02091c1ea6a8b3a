namespace Xiaoer.Knowledge.Exchange;

/// <summary>The columns of a file of phrases, by the names both languages have for them.</summary>
internal static class PhraseColumns
{
    public const string Scope = "scope", Folder = "folder", Title = "title", Shortcut = "shortcut", Text = "text", Promotion = "promotion", StartsAt = "starts_at", EndsAt = "ends_at",
        Uses = "uses", LastUsed = "last_used";

    public static IReadOnlyList<string> All { get; } = [Scope, Folder, Title, Shortcut, Text, Promotion, StartsAt, EndsAt, Uses, LastUsed];

    private static readonly Dictionary<string, string> Chinese = new()
    {
        [Scope] = "范围",
        [Folder] = "文件夹",
        [Title] = "标题",
        [Shortcut] = "快捷码",
        [Text] = "内容",
        [Promotion] = "促销活动",
        [StartsAt] = "开始",
        [EndsAt] = "结束",
        [Uses] = "使用次数",
        [LastUsed] = "最近使用",
    };

    public static string Heading(string column, bool chinese) => chinese ? Chinese[column] : column;

    /// <summary>Where each known column stands; what else a file has is not read.</summary>
    public static IReadOnlyDictionary<string, int> Find(IReadOnlyList<string> headings)
    {
        var found = new Dictionary<string, int>();
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i].Trim().ToLowerInvariant().Replace(' ', '_');
            if (All.FirstOrDefault(c => c == heading || Chinese[c] == heading) is { } column) found.TryAdd(column, i);
        }

        return found;
    }
}
