using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Xiaoer.Conversations.Alerts;

/// <summary>Message encryption for Web Push (RFC 8291 over RFC 8188) and the sender's proof (RFC 8292), by the base library's cryptography.</summary>
internal static class PushCrypto
{
    public const int PointLength = 65;
    public const int AuthLength = 16;
    public const int LongestPlaintext = 3_000; // well below the 4096 bytes every push service takes
    private const int RecordSize = 4096;
    private const int TagLength = 16;

    /// <summary>Encrypts for one device with a key pair and salt of its own.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, byte[] receiver, byte[] auth)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plaintext, receiver, auth, sender, RandomNumberGenerator.GetBytes(16));
    }

    internal static byte[] Encrypt(ReadOnlySpan<byte> plaintext, byte[] receiver, byte[] auth, ECDiffieHellman sender, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, LongestPlaintext);
        var own = Point(sender.ExportParameters(false));
        var secret = Secret(sender, receiver);
        var (key, nonce) = Keys(secret, auth, receiver, own, salt);

        // One record: the text, its end mark, the tag.
        var padded = new byte[plaintext.Length + 1];
        plaintext.CopyTo(padded);
        padded[^1] = 2;
        var body = new byte[16 + 4 + 1 + PointLength + padded.Length + TagLength];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(16), RecordSize);
        body[20] = PointLength;
        own.CopyTo(body, 21);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, padded, body.AsSpan(21 + PointLength, padded.Length), body.AsSpan(^TagLength..));
        return body;
    }

    /// <summary>The two keys of a message, from what both sides know.</summary>
    internal static (byte[] Key, byte[] Nonce) Keys(byte[] secret, byte[] auth, byte[] receiver, byte[] sender, byte[] salt)
    {
        byte[] info = [.. "WebPush: info\0"u8, .. receiver, .. sender];
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, auth, info);
        return (HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray()),
            HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, "Content-Encoding: nonce\0"u8.ToArray()));
    }

    internal static byte[] Secret(ECDiffieHellman own, byte[] other)
    {
        using var peer = ECDiffieHellman.Create(Parameters(other));
        return own.DeriveRawSecretAgreement(peer.PublicKey);
    }

    /// <summary>Is it a point of the curve, written as browsers write it?</summary>
    public static bool IsPoint(byte[] point)
    {
        if (point is not [4, ..] || point.Length != PointLength) return false;
        try
        {
            using var read = ECDiffieHellman.Create(Parameters(point));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static byte[] Point(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    /// <summary>The <c>Authorization</c> of a push: who sends, to which service, until when.</summary>
    public static string Vapid(ECDsa key, byte[] publicKey, Uri endpoint, string subject, DateTimeOffset at)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["aud"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["exp"] = at.AddHours(12).ToUnixTimeSeconds(),
            ["sub"] = subject,
        });
        var signed = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8) + "." + Base64Url.EncodeToString(claims);
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"vapid t={signed}.{Base64Url.EncodeToString(signature)}, k={Base64Url.EncodeToString(publicKey)}";
    }

    private static ECParameters Parameters(byte[] point) => new() { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } };
}
