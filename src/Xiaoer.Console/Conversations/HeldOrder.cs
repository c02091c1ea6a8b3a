using Xiaoer.Shared.Conversations;

namespace Xiaoer.Web.Conversations;

/// <summary>
/// The order of a list that does not jump under the pointer: while held, rows stay where they are, new ones join at the end, and a row
/// that left keeps its place until the pointer has gone.
/// </summary>
internal static class HeldOrder
{
    /// <param name="shown">The rows as they stand on the page.</param>
    /// <param name="fresh">The rows as they belong now, in their right order.</param>
    /// <param name="latest">The newest version of a row that left the list.</param>
    public static IReadOnlyList<ConversationRow> Keep(
        IReadOnlyList<ConversationRow> shown, IReadOnlyList<ConversationRow> fresh, Func<Guid, ConversationRow?> latest)
    {
        var belongs = fresh.ToDictionary(r => r.Id);
        var kept = new List<ConversationRow>(fresh.Count);
        foreach (var row in shown) kept.Add(belongs.Remove(row.Id, out var now) ? now : latest(row.Id) ?? row);
        kept.AddRange(fresh.Where(r => belongs.ContainsKey(r.Id)));
        return kept;
    }
}
