using System.Text;
using System.Text.Json;
using Xiaoer.Bench.Chat;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Bench.Wire;

/// <summary>SignalR's JSON protocol by hand: records of JSON, each ended by 0x1e.</summary>
internal sealed class SignalRWire(Guid shop, string run) : IWire
{
    private const byte RecordEnd = 0x1e;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly byte[] _shop = Encoding.ASCII.GetBytes(shop.ToString());
    private readonly byte[] _run = Encoding.ASCII.GetBytes(run);
    private readonly LineText _text = new();

    public static void Handshake(WebSocketLine line)
    {
        line.Send("{\"protocol\":\"json\",\"version\":1}\u001e"u8);
        line.ReadUntil(text => text.StartsWith("{}"u8), Patience);
    }

    /// <summary>Calls a hub method before the load starts and waits for its answer.</summary>
    public static string Call(WebSocketLine line, string method, params object[] arguments)
    {
        var values = JsonSerializer.Serialize(arguments, XiaoerJson.Options);
        line.Send(Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"setup","target":"{{method}}","arguments":{{values}}}""" + "\u001e"));
        string? answer = null;
        line.ReadUntil(
            text =>
            {
                var at = text.IndexOf("\"invocationId\":\"setup\""u8);
                if (at >= 0) answer = Encoding.UTF8.GetString(text);
                return at >= 0;
            },
            Patience);
        return answer!.Contains("\"error\":", StringComparison.Ordinal) ? throw new IOException($"{method}: {answer}") : answer;
    }

    public string ClientMessageId(int number) => $"{run}-{number}";

    public void Send(WebSocketLine line, ChatPair pair, bool byCustomer, int number, ReadOnlySpan<byte> words)
    {
        _text.Start().Add("{\"type\":1,\"invocationId\":\""u8).Add(number).Add("\",\"target\":\"Send\",\"arguments\":["u8);
        if (!byCustomer) _text.Add("\""u8).Add(_shop).Add("\",\""u8).Add(pair.Id).Add("\","u8);
        _text.Add("{\"client_message_id\":\""u8).Add(_run).Add("-"u8).Add(number)
            .Add("\",\"kind\":\"text\",\"text\":\"@"u8).Add(number).Add(" "u8).Add(words).Add("\"}]}\u001e"u8);
        line.Send(_text.Bytes);
    }

    public void Read(WebSocketLine line, int lineNumber, ReadOnlySpan<byte> text, LoadLog log)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf(RecordEnd);
            var record = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (record.StartsWith("{\"type\":1,"u8)) WireText.FindMessages(record, lineNumber, log);
            else if (record.StartsWith("{\"type\":3,"u8)) Acknowledge(record, log);
            else if (record.StartsWith("{\"type\":7"u8)) log.Broken(Encoding.UTF8.GetString(record));
        }
    }

    public void KeepAlive(WebSocketLine line) => line.Send("{\"type\":6}\u001e"u8);

    private static void Acknowledge(ReadOnlySpan<byte> record, LoadLog log)
    {
        if (WireText.NumberAfter(record, "\"invocationId\":\""u8) is not { } number) return;
        if (WireText.NumberAfter(record, "\"sequence\":"u8) is { } sequence) log.Acked((int)number, sequence);
        else log.Refused((int)number, Encoding.UTF8.GetString(record));
    }
}
