using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Alerts;

/// <summary>The installation's key pair for push services (RFC 8292), made once; the private half lies under data protection.</summary>
internal sealed class PushKey
{
    public string Name { get; init; } = "";
    public byte[] Public { get; init; } = [];
    public byte[] Private { get; init; } = [];
}

/// <summary>A browser that is told while no desk is open. It ends with the session that made it.</summary>
internal sealed class PushDevice
{
    public PushDeviceId Id { get; init; }
    public PersonId PersonId { get; init; }
    public SessionId SessionId { get; set; }
    public string Endpoint { get; init; } = "";
    public byte[] P256dh { get; set; } = [];
    public byte[] Auth { get; set; } = [];
    /// <summary>The language of what it is told.</summary>
    public string Locale { get; set; } = "";
    public string Device { get; set; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSentAt { get; private set; }
}

/// <summary>One notice for one device, due at a time. Who claims it raises <see cref="Attempts"/>; whoever claimed it earlier can then no longer end it.</summary>
internal sealed class PushDelivery
{
    public PushDeviceId DeviceId { get; init; }
    /// <summary>What it is about; planned twice it is still one.</summary>
    public string Key { get; init; } = "";
    public ShopId ShopId { get; init; }
    public ConversationId ConversationId { get; init; }
    public AlertReason Reason { get; init; }
    /// <summary>The message it tells of, for new words.</summary>
    public long? Sequence { get; init; }
    /// <summary>The wait it tells of, for long waits.</summary>
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset PlannedAt { get; init; }
    public DateTimeOffset DueAt { get; private set; }
    public int Attempts { get; private set; }

    public static PushDelivery Of(PushDeviceId device, string key, ShopId shop, ConversationId conversation, AlertReason reason, long? sequence, DateTimeOffset? since, DateTimeOffset at, DateTimeOffset due) =>
        new() { DeviceId = device, Key = key, ShopId = shop, ConversationId = conversation, Reason = reason, Sequence = sequence, Since = since, PlannedAt = at, DueAt = due };
}

/// <summary>Up to where a shop's events have been turned into notices.</summary>
internal sealed class PushMark
{
    public ShopId ShopId { get; init; }
    public long Cursor { get; private set; }

    public static PushMark At(ShopId shop, long cursor) => new() { ShopId = shop, Cursor = cursor };
}

/// <summary>A desk somebody has in front of them just now: whoever sees the page needs no push. It fades by itself when its node dies.</summary>
internal sealed class DeskFront
{
    public string Connection { get; init; } = "";
    public PersonId PersonId { get; init; }
    public DateTimeOffset Until { get; set; }
}
