using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Web.Conversations;

/// <summary>A colleague called in a note that is being written.</summary>
public sealed record Called(Guid Id, string Name);

/// <summary>Calling colleagues while writing, as pure rules.</summary>
internal static class MentionDraft
{
    private const int Longest = 20;
    private const int Shown = 8;

    /// <summary>What stands behind the @ sign the caret is in; null when it is in none.</summary>
    public static string? Asked(string text, int caret)
    {
        var before = text[..Math.Clamp(caret, 0, text.Length)];
        var at = before.LastIndexOf('@');
        if (at < 0 || before.Length - at - 1 > Longest || (at > 0 && char.IsAsciiLetterOrDigit(before[at - 1]))) return null; // lan@shop is an address
        var asked = before[(at + 1)..];
        return asked.Any(char.IsWhiteSpace) ? null : asked;
    }

    /// <summary>Colleagues who see the conversation and whose name has what was asked for.</summary>
    public static IReadOnlyList<ColleagueView> Find(IEnumerable<ColleagueView> people, string asked, Guid team, Guid me) =>
    [
        .. people.Where(p => !p.Disabled && p.Id != me && Sees(p, team) && p.Name.Contains(asked, StringComparison.OrdinalIgnoreCase))
            .OrderBy(p => !p.Name.StartsWith(asked, StringComparison.OrdinalIgnoreCase)).ThenBy(p => p.Name, StringComparer.Ordinal).Take(Shown),
    ];

    /// <summary>Whom the note calls: picked from the list, and their name still stands in it.</summary>
    public static IReadOnlyList<Guid>? Of(string text, IReadOnlyList<Called>? called) =>
        called?.Where(c => text.Contains("@" + c.Name, StringComparison.Ordinal)).Select(c => c.Id).Distinct().Take(MentionRules.Most).ToList() is { Count: > 0 } ids ? ids : null;

    private static bool Sees(ColleagueView person, Guid team)
    {
        var permissions = person.Roles.SelectMany(Permissions.Of).ToHashSet();
        return permissions.Contains(Permissions.ReadConversations)
            && (person.TeamIds.Contains(team) || permissions.Contains(Permissions.LeadConversations) || person.Roles.Contains(Role.Compliance));
    }
}
