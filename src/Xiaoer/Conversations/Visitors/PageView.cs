using System.Text.Json;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Visitors;

/// <summary>A page a visitor looked at, and for how long: what an agent needs to know what they came for. The oldest make room.</summary>
internal sealed class PageView
{
    public ShopId ShopId { get; init; }
    public VisitorId VisitorId { get; init; }
    public Guid Id { get; init; }
    public string? Url { get; init; }
    public string? Title { get; init; }

    /// <summary><see cref="ProductPart"/> as JSON.</summary>
    public string? Product { get; init; }
    public DateTimeOffset At { get; init; }
    public int Seconds { get; private set; }

    /// <summary>They are still there, or were until now.</summary>
    public void Stay(DateTimeOffset until, TimeSpan longest) => Seconds = Math.Max(Seconds, (int)Math.Clamp((until - At).TotalSeconds, 0, longest.TotalSeconds));

    public bool IsOf(string? url, string? product) => Url == url && Product == product;

    public PageViewed View() => new(Url, Title, Product is null ? null : JsonSerializer.Deserialize<ProductPart>(Product, XiaoerJson.Lenient), At, Seconds);
}
