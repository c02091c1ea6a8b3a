using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>One place where visitors reach a shop: a widget with its code, secret, look and the team that answers.</summary>
internal sealed class Channel(ShopId shopId, ChannelId id, TeamId teamId, string name, DateTimeOffset createdAt) : Entity
{
    public const string DefaultColor = "#C8372D";

    public ShopId ShopId { get; private set; } = shopId;
    public ChannelId Id { get; private set; } = id;
    public TeamId TeamId { get; private set; } = teamId;
    public string Name { get; private set; } = name;
    public string Color { get; private set; } = DefaultColor;
    public string? WelcomeZh { get; private set; }
    public string? WelcomeEn { get; private set; }

    /// <summary>Lines that take turns in the widget's head: at most five (rulebook §1.1).</summary>
    public List<string> Signatures { get; private set; } = [];

    /// <summary>How long each line stays (seconds): five minutes or more.</summary>
    public int SignatureSeconds { get; private set; } = ChannelLimits.SignatureSeconds;

    /// <summary>Signs the shop's <c>identify</c> tokens.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>Origins that may embed the widget, separated by blanks; empty: any.</summary>
    public string AllowedOrigins { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public void Dress(string? welcomeZh, string? welcomeEn, IReadOnlyList<string> signatures)
    {
        if (signatures.Count > ChannelLimits.Signatures) throw new Xiaoer.Platform.RuleBroken("channel.too_many_signatures", "At most five signature lines.");
        (WelcomeZh, WelcomeEn, Signatures) = (welcomeZh, welcomeEn, [.. signatures]);
    }

    public void Change(TeamId team, string name, string color) => (TeamId, Name, Color) = (team, name, color);

    public void Rotate(int seconds)
    {
        if (seconds < ChannelLimits.SignatureSeconds) throw new Xiaoer.Platform.RuleBroken("channel.too_fast", "A signature line stays for five minutes or more.");
        SignatureSeconds = seconds;
    }

    public void UseSecret(string secret) => Secret = secret;

    public void AllowOrigins(IEnumerable<string> origins) => AllowedOrigins = string.Join(' ', origins);
}
