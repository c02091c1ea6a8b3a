using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Visitors;

/// <summary>How far an invitation has come.</summary>
internal enum InvitationState { Sent, Accepted, Refused }

/// <summary>An agent's offer to help somebody who has not asked.</summary>
internal sealed class VisitorInvitation(ShopId shopId, Guid id, VisitorId visitorId, PersonId agentId, string text, DateTimeOffset at) : Entity
{
    /// <summary>After this nobody would know any more what it was about.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromMinutes(30);

    public ShopId ShopId { get; private set; } = shopId;
    public Guid Id { get; private set; } = id;
    public VisitorId VisitorId { get; private set; } = visitorId;
    public PersonId AgentId { get; private set; } = agentId;
    public string Text { get; private set; } = text;
    public InvitationState State { get; private set; }
    public DateTimeOffset At { get; private set; } = at;
    public DateTimeOffset? AnsweredAt { get; private set; }
    public ConversationId? ConversationId { get; private set; }

    public void Refuse(DateTimeOffset at) => (State, AnsweredAt) = (InvitationState.Refused, at);

    public void Accept(ConversationId conversation, DateTimeOffset at) => (State, AnsweredAt, ConversationId) = (InvitationState.Accepted, at, conversation);
}
