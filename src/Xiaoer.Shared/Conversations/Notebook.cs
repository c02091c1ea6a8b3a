using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>An agent's own notes in a shop, nobody else's business. <see cref="Version"/> 0: nothing written yet.</summary>
public sealed record NotebookView(string Text, DateTimeOffset? UpdatedAt, int Version)
{
    public const int Longest = 20_000;
}

public sealed record SaveNotebookRequest([property: Required(AllowEmptyStrings = true), StringLength(NotebookView.Longest), PlainText(Multiline = true)] string Text);

/// <summary>Who somebody without a name is, as they told the agent: a new customer, or one the shop knows already.</summary>
/// <param name="CustomerId">The customer they are; name and contact data stay as they are known.</param>
/// <param name="AsAnother">Another customer has this phone or address: save this one all the same. It stays theirs, and both are warned of.</param>
public sealed record SaveVisitorRequest(
    [property: StringLength(200, MinimumLength = 1), PlainText] string? Name, [property: StringLength(32), PlainText] string? Phone = null,
    [property: StringLength(254), PlainText] string? Email = null, Guid? CustomerId = null, bool AsAnother = false);
