using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>What a view of the desk's list shows: one of the four lists, narrowed. What is null narrows nothing.</summary>
/// <param name="WaitingSeconds">Only customers who have waited at least so long for an answer.</param>
/// <param name="TagId">Only customers under this tag or in this group.</param>
public sealed record InboxConditions(
    InboxFilter List, ConversationStatus? Status = null, Guid? TeamId = null, Guid? ChannelId = null, Guid? AssigneeId = null, Guid? TagId = null,
    [property: Range(1, 7 * 86_400)] int? WaitingSeconds = null, bool Unread = false)
{
    /// <summary>Is the row in the view, as far as the row itself tells? The customer's tags are the server's to know.</summary>
    public bool Shows(ConversationRow row, Guid me, DateTimeOffset now) =>
        InboxState.Shows(List, row, me)
        && (Status is not { } status || row.Status == status)
        && (TeamId is not { } team || row.TeamId == team)
        && (ChannelId is not { } channel || row.ChannelId == channel)
        && (AssigneeId is not { } assignee || row.AssigneeId == assignee)
        && (TagId is null || row.CustomerId is not null)
        && (WaitingSeconds is not { } seconds || (row.WaitingSince is { } since && now - since >= TimeSpan.FromSeconds(seconds)))
        && (!Unread || row.Unread > 0);

    /// <summary>The view as an address asks for it, without a question mark.</summary>
    public string ToQuery()
    {
        var parts = new List<string> { "filter=" + Word(List.ToString()) };
        if (Status is { } status) parts.Add("status=" + Word(status.ToString()));
        if (TeamId is { } team) parts.Add($"team={team}");
        if (ChannelId is { } channel) parts.Add($"channel={channel}");
        if (AssigneeId is { } assignee) parts.Add($"assignee={assignee}");
        if (TagId is { } tag) parts.Add($"tag={tag}");
        if (WaitingSeconds is { } seconds) parts.Add(FormattableString.Invariant($"waiting={seconds}"));
        if (Unread) parts.Add("unread=true");
        return string.Join('&', parts);
    }

    private static string Word(string code) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(code);
}

/// <summary>A view under a name, somebody's own or the whole shop's.</summary>
/// <param name="Pinned">It stands in the head of the list.</param>
public sealed record SavedViewView(Guid Id, string Name, bool Shared, bool Pinned, InboxConditions Conditions, int Version);

public sealed record SaveViewRequest(
    [property: Required, StringLength(SavedViewRules.LongestName, MinimumLength = 1), PlainText] string Name, bool Shared, bool Pinned, [property: Required] InboxConditions Conditions);

/// <summary>What keeps the views few enough to choose from.</summary>
public static class SavedViewRules
{
    public const int LongestName = 30;
    public const int MostOfPerson = 30;
    public const int MostOfShop = 30;
}

public enum BulkAction { Resolve, Transfer, Read }

/// <summary>The same for several conversations; each is judged by itself.</summary>
public sealed record BulkRequest(
    [property: JsonRequired] BulkAction Action, [property: Required, MinLength(1), MaxLength(BulkRequest.Most)] IReadOnlyList<Guid> Ids, Guid? TeamId = null, Guid? PersonId = null,
    [property: StringLength(1000)] string? Note = null)
{
    public const int Most = 100;
}

/// <summary>How it went with each, in the order asked. <see cref="BulkOutcome.Code"/> is absent where it is done.</summary>
public sealed record BulkResult(IReadOnlyList<BulkOutcome> Results);

public sealed record BulkOutcome(Guid Id, string? Code);
