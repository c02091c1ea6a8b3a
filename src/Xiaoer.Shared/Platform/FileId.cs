namespace Xiaoer.Shared.Platform;

/// <summary>A stored picture or file.</summary>
public readonly record struct FileId(Guid Value) : IId<FileId> { public static FileId From(Guid value) => new(value); }
