namespace Xiaoer.Shared.Conversations;

/// <summary>Names and records of what visitors do before they say anything; listed in <c>docs/events.md</c>.</summary>
public static class VisitorEvents
{
    public const string Viewed = "visitor.viewed";
    public const string Invited = "visitor.invited";
    public const string InvitationAnswered = "visitor.invitation_answered";

    public static IReadOnlyList<string> All { get; } = [Viewed, Invited, InvitationAnswered];
}

/// <summary><c>visitor.viewed</c> (not kept): somebody looks at another page. Desks with the list of visitors or the visitor's conversation open hear it.</summary>
public sealed record VisitorViewed(VisitorRow Visitor);

/// <summary><c>visitor.invited</c> (not kept): the visitor's pages show the invitation.</summary>
public sealed record VisitorInvited(VisitorInvitationView Invitation);

/// <summary><c>visitor.invitation_answered</c> (not kept): the visitor has said yes or no.</summary>
public sealed record InvitationAnswered(Guid VisitorId, Guid AgentId, bool Accepted, Guid? ConversationId);
