namespace Xiaoer.Accounts;

/// <summary>Lets whoever reads the program's output make the first shop. Each start of an installation without people prints another; all end with the first use.</summary>
internal sealed class SetupToken(byte[] hash, DateTimeOffset createdAt)
{
    public byte[] Hash { get; private init; } = hash;
    public DateTimeOffset CreatedAt { get; private init; } = createdAt;
}
