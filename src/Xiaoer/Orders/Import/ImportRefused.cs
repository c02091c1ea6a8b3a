namespace Xiaoer.Orders.Import;

/// <summary>The file, or the shop it should go into, does not fit; the message says why and what to change.</summary>
internal sealed class ImportRefused(string code, string text) : Exception(text)
{
    public string Code { get; } = code;

    public static ImportRefused Damaged() => new(
        "import.damaged_file", "The file is damaged or incomplete. What came before is in; the whole file goes on from there or starts a new import.");
}
