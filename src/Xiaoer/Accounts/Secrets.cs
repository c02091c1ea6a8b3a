using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Xiaoer.Accounts;

/// <summary>Random secrets of 256 bits. Only their SHA-256 is stored; so much chance needs no slow hash.</summary>
internal static class Secrets
{
    public const int Length = 32;

    public static byte[] New() => RandomNumberGenerator.GetBytes(Length);

    public static byte[] Hash(ReadOnlySpan<byte> secret) => SHA256.HashData(secret);

    public static bool Matches(ReadOnlySpan<byte> secret, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(secret), hash);

    public static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The bytes of a text made by <see cref="Text"/>, or null when it is anything else.</summary>
    public static byte[]? Read(ReadOnlySpan<char> text, int length)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text, out var decoded) || decoded != length) return null;
        return Base64Url.DecodeFromChars(text);
    }

    /// <summary>A value that only the holder of the secret can know.</summary>
    public static string Derive(ReadOnlySpan<byte> secret, string purpose) => Text(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(purpose)));
}
