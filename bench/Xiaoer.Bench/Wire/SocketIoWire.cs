using System.Text;
using Xiaoer.Bench.Chat;

namespace Xiaoer.Bench.Wire;

/// <summary>Engine.IO 4 and Socket.IO 5 by hand: a digit or two, then JSON.</summary>
internal sealed class SocketIoWire(string run) : IWire
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly byte[] _run = Encoding.ASCII.GetBytes(run);
    private readonly LineText _text = new();

    public static void Handshake(WebSocketLine line)
    {
        line.ReadUntil(text => text.StartsWith("0{"u8), Patience);
        line.Send("40"u8);
        line.ReadUntil(text => text.StartsWith("40{"u8), Patience);
    }

    public static void Join(WebSocketLine line, IEnumerable<int> conversations)
    {
        line.Send(Encoding.UTF8.GetBytes($"420[\"join\",[{string.Join(',', conversations)}]]"));
        line.ReadUntil(text => text.StartsWith("430["u8), Patience);
    }

    public void Send(WebSocketLine line, ChatPair pair, bool byCustomer, int number, ReadOnlySpan<byte> words)
    {
        _text.Start().Add("42"u8).Add(number).Add("[\"send\",{\"conversation\":"u8).Add(pair.Id)
            .Add(byCustomer ? ",\"author\":\"customer\""u8 : ",\"author\":\"agent\""u8)
            .Add(",\"client_message_id\":\""u8).Add(_run).Add("-"u8).Add(number)
            .Add("\",\"text\":\"@"u8).Add(number).Add(" "u8).Add(words).Add("\"}]"u8);
        line.Send(_text.Bytes);
    }

    public void Read(WebSocketLine line, int lineNumber, ReadOnlySpan<byte> text, LoadLog log)
    {
        if (text.StartsWith("42"u8)) WireText.FindMessages(text, lineNumber, log);
        else if (text.StartsWith("43"u8)) Acknowledge(text, log);
        else if (text.SequenceEqual("2"u8)) line.Send("3"u8);
        else if (text.StartsWith("41"u8) || text.StartsWith("44"u8)) log.Broken(Encoding.UTF8.GetString(text));
    }

    public void KeepAlive(WebSocketLine line) { } // the server asks, Read answers

    private static void Acknowledge(ReadOnlySpan<byte> text, LoadLog log)
    {
        if (WireText.NumberAfter(text, "43"u8) is not { } number) return;
        if (WireText.NumberAfter(text, "\"id\":\""u8) is { } id) log.Acked((int)number, id);
        else log.Refused((int)number, Encoding.UTF8.GetString(text));
    }
}
