namespace Xiaoer.Shared.Platform;

/// <summary>A stretch of a text in UTF-16 units, e.g. what a search found: the reader marks it, nobody sends markup.</summary>
public readonly record struct TextRange(int Start, int End);

/// <summary>A text with the stretches that were looked for.</summary>
public sealed record MarkedText(string Text, IReadOnlyList<TextRange> Marks);
