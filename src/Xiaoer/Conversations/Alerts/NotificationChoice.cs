using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Alerts;


/// <summary>What one person wants to be told, and how; somebody without a row has the standard.</summary>
internal sealed class NotificationChoice(PersonId personId, NotificationSettings settings) : Entity
{
    public PersonId PersonId { get; private init; } = personId;
    public NotificationSettings Settings { get; private set; } = settings;

    public void Choose(NotificationSettings settings) => Settings = settings;
}
