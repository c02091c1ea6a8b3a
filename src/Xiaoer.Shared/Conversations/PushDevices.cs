using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Shared.Conversations;

/// <summary>The public half of the installation's key pair, as browsers want it for a subscription (RFC 8292).</summary>
public sealed record PushKeyView(string PublicKey);

/// <summary>A browser asks to be told when no desk is open: what its push service gave it (RFC 8030, RFC 8291).</summary>
public sealed record SubscribeRequest(
    [property: Required, StringLength(1000)] string Endpoint,
    [property: Required, StringLength(100)] string P256dh,
    [property: Required, StringLength(40)] string Auth,
    [property: Required, RegularExpression(Locales.Pattern)] string Locale);

/// <summary>A device that is told. <see cref="Current"/>: it belongs to the session that asks.</summary>
public sealed record PushDeviceView(Guid Id, string Device, string Service, DateTimeOffset CreatedAt, DateTimeOffset? LastSentAt, bool Current);

/// <summary>What a device is sent, encrypted for it alone; words of customers only for who switched that on.</summary>
public sealed record PushNotice(string Title, string Body, string Url, string Tag);
