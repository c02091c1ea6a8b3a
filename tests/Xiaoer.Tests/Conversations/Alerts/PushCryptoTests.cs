using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Xiaoer.Conversations.Alerts;

namespace Xiaoer.Tests.Conversations.Alerts;

/// <summary>What leaves for a push service only the device can read.</summary>
public class PushCryptoTests
{
    /// <summary>The example of RFC 8291, appendix A.</summary>
    [Fact]
    public void It_writes_what_the_standard_writes()
    {
        using var sender = Key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");

        var body = PushCrypto.Encrypt(
            "When I grow up, I want to be a watermelon"u8, Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"), Bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            sender, Bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        Base64Url.EncodeToString(body).ShouldBe(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    [Property(MaxTest = 50)]
    public bool Whatever_is_sent_arrives_as_it_was(string? text)
    {
        using var phone = new PhoneKeys();
        var plain = Encoding.UTF8.GetBytes(text ?? "");
        return plain.Length > PushCrypto.LongestPlaintext || phone.Read(PushCrypto.Encrypt(plain, phone.Public, phone.Auth)).AsSpan().SequenceEqual(plain);
    }

    [Fact]
    public void The_same_words_never_look_the_same()
    {
        using var phone = new PhoneKeys();

        PushCrypto.Encrypt("hello"u8, phone.Public, phone.Auth).ShouldNotBe(PushCrypto.Encrypt("hello"u8, phone.Public, phone.Auth));
    }

    [Fact]
    public void A_point_beside_the_curve_is_refused()
    {
        using var phone = new PhoneKeys();
        byte[] beside = [.. phone.Public];
        beside[^1] ^= 1;

        PushCrypto.IsPoint(phone.Public).ShouldBeTrue();
        PushCrypto.IsPoint(beside).ShouldBeFalse();
        PushCrypto.IsPoint(phone.Public[..33]).ShouldBeFalse();
    }

    private static ECDiffieHellman Key(string secret, string point)
    {
        var q = Bytes(point);
        return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes(secret), Q = new ECPoint { X = q[1..33], Y = q[33..] } });
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
