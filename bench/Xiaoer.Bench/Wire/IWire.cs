using System.Buffers.Text;
using Xiaoer.Bench.Chat;

namespace Xiaoer.Bench.Wire;

/// <summary>How a server's clients speak: the same load goes through either wire.</summary>
internal interface IWire
{
    void Send(WebSocketLine line, ChatPair pair, bool byCustomer, int number, ReadOnlySpan<byte> words);

    /// <summary>Tells the log which messages this text acknowledges, refuses or shows.</summary>
    void Read(WebSocketLine line, int lineNumber, ReadOnlySpan<byte> text, LoadLog log);

    void KeepAlive(WebSocketLine line);
}

/// <summary>What both wires look for in a text. Messages carry their number at the start of their words: <c>@123 …</c>.</summary>
internal static class WireText
{
    public static void FindMessages(ReadOnlySpan<byte> text, int lineNumber, LoadLog log)
    {
        while (true)
        {
            var at = text.IndexOf("\"text\":\"@"u8);
            if (at < 0) return;
            text = text[(at + 9)..];
            if (Utf8Parser.TryParse(text, out int number, out _)) log.Seen(number, lineNumber);
        }
    }

    public static long? NumberAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> label)
    {
        var at = text.IndexOf(label);
        return at >= 0 && Utf8Parser.TryParse(text[(at + label.Length)..], out long number, out _) ? number : null;
    }
}
