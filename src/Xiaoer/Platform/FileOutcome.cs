namespace Xiaoer.Platform;

/// <summary>What some rows of a file came to in the module that took them.</summary>
internal sealed record FileOutcome(int Created, int Updated, int Unchanged, IReadOnlyList<FileDoubt> Doubts);

/// <summary>A row that was not taken, or not whole.</summary>
/// <param name="Rejected">Nothing of it was taken.</param>
internal sealed record FileDoubt(long Line, FileDoubtKind Kind, bool Rejected);

internal enum FileDoubtKind { BadPhone, BadEmail, ContactTaken, NoTitle, NoPrice, SkuTaken }
