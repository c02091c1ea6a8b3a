namespace Xiaoer.Shared.Platform;

/// <summary>A typed id: a version 7 UUID that cannot be mistaken for another entity's. Plain <see cref="Guid"/> in HTTP and JSON.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}
