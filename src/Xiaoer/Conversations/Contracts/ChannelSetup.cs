using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Contracts;

/// <summary>Creates channels, for the API, the demo and tests. Inside a <c>Write</c> it joins in.</summary>
internal sealed class ChannelSetup(XiaoerDb db, TimeProvider time)
{
    /// <summary>Signs <c>identify</c> tokens: 256 random bits, as text.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The line of HTML that puts the channel's widget on a page.</summary>
    /// <param name="everybody">Also visitors who have not opened the chat yet are known to the desk.</param>
    public static string Line(string origin, Guid channel, bool everybody = false) =>
        $"<script async src=\"{origin.TrimEnd('/')}/widget/loader.js\" data-channel=\"{channel}\"{(everybody ? " data-visitors=\"all\"" : "")}></script>";

    public async Task<ChannelId> Create(ShopId shop, TeamId team, string name, ChannelDress dress, ChannelId? id = null, CancellationToken ct = default)
    {
        var channel = new Channel(shop, id ?? new ChannelId(time.NewId()), team, name, time.Now());
        channel.Dress(dress.WelcomeZh, dress.WelcomeEn, dress.Signatures);
        channel.AllowOrigins(dress.AllowedOrigins);
        channel.UseSecret(dress.Secret ?? NewSecret());
        db.Add(channel);
        await db.SaveChangesAsync(ct);
        return channel.Id;
    }

    /// <summary>The secret a shop's server signs with; for the demo shop's own log-in.</summary>
    public Task<string> Secret(ChannelId id, CancellationToken ct) => db.Set<Channel>().AsNoTracking().Where(c => c.Id == id).Select(c => c.Secret).SingleAsync(ct);
}

/// <summary>How a channel looks and who may embed it; no origins: anybody.</summary>
internal sealed record ChannelDress(string? WelcomeZh, string? WelcomeEn, IReadOnlyList<string> Signatures, IReadOnlyList<string> AllowedOrigins, string? Secret = null)
{
    public static ChannelDress Plain { get; } = new(null, null, [], []);
}
