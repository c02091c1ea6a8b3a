using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Accounts;

/// <summary>Whether the installation still waits for its first owner.</summary>
public sealed record SetupState(bool Open);

/// <summary>The first shop and its owner, made on the page <c>/setup</c>.</summary>
/// <param name="Token">Printed where the program was started: it proves that its operator is asking.</param>
/// <param name="WithDemo">The demo shop too, with the owner as one of its people.</param>
public sealed record SetUpRequest(
    [property: Required, StringLength(100)] string Token,
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string ShopName,
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string OwnerName,
    [property: Required, StringLength(254), PlainText] string Email,
    [property: Required, StringLength(128)] string Password,
    [property: Required, RegularExpression(Locales.Pattern)] string Locale,
    [property: Required, StringLength(60)] string TimeZone,
    [property: Required, RegularExpression("^[A-Z]{3}$")] string Currency,
    [property: JsonRequired] bool WithDemo);

/// <summary>The shop is open: its first team answers in its first channel.</summary>
/// <param name="WidgetCode">The line of HTML for the shop's pages.</param>
public sealed record SetUpView(Guid ShopId, Guid ChannelId, string WidgetCode);

/// <summary>The demo shop is gone.</summary>
/// <param name="SetupToken">Nobody is left who could sign in: with it, <c>/setup</c> opens a shop of one's own.</param>
public sealed record DemoRemoved(string? SetupToken);
