namespace Xiaoer.Accounts.Contracts;

/// <summary>A password as it is stored; never mistaken for the password itself.</summary>
internal readonly record struct PasswordHash(string Text);
