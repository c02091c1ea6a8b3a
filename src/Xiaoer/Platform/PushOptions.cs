using System.ComponentModel.DataAnnotations;

namespace Xiaoer.Platform;

/// <summary>How notices reach phones and desktops without an open desk.</summary>
internal sealed class PushOptions
{
    /// <summary>A push service inside the house, e.g. <c>http://push.internal:8080</c>: the only one that may have a private address or no https. Empty: none.</summary>
    [Url] public string? OwnService { get; set; }
}
