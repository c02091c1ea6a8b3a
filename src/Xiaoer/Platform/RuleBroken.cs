namespace Xiaoer.Platform;

/// <summary>The right request at the wrong moment: 409 with a stable, translated <see cref="Code"/>.</summary>
internal sealed class RuleBroken(string code, string text) : Exception(text)
{
    public string Code { get; } = code;
}
