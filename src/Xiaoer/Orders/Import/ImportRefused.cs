namespace Xiaoer.Orders.Import;

/// <summary>The file, or the shop it should go into, does not fit; the message says why and what to change. Nothing was changed.</summary>
internal sealed class ImportRefused(string code, string text) : Exception(text)
{
    public string Code { get; } = code;
}
