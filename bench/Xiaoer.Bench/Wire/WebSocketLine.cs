using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Xiaoer.Bench.Wire;

/// <summary>A WebSocket (RFC 6455) by hand over a plain socket: opened blocking, then read without blocking by the one load thread.</summary>
/// <remarks>The mask is zero: the server unmasks as always, the client saves the work.</remarks>
internal sealed class WebSocketLine : IDisposable
{
    private const int TextFrame = 0x81, Ping = 0x9, Pong = 0x8A, CloseFrame = 0x8;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _in = new byte[4096];
    private int _filled;
    private byte[] _message = new byte[2048];
    private int _messageLength;
    private byte[] _out = new byte[1024];
    private int _unsent;

    public bool Ended { get; private set; }
    public nint Handle => _socket.Handle;

    /// <summary>Connects and upgrades; <paramref name="headers"/> are whole lines such as a cookie.</summary>
    public void Open(Uri uri, params IEnumerable<string> headers)
    {
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, uri.Port));
        var request = new StringBuilder()
            .Append("GET ").Append(uri.PathAndQuery).Append(" HTTP/1.1\r\nHost: ").Append(uri.Authority)
            .Append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eGlhb2VyLWJlbmNoLWtleQ==\r\n");
        foreach (var header in headers) request.Append(header).Append("\r\n");
        _socket.Send(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()));

        int end;
        while ((end = _in.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var count = _socket.Receive(_in.AsSpan(_filled));
            if (count == 0) throw new IOException("The server closed the connection during the WebSocket handshake.");
            _filled += count;
        }
        if (!_in.AsSpan().StartsWith("HTTP/1.1 101"u8))
            throw new IOException($"No WebSocket at {uri}: {Encoding.UTF8.GetString(_in.AsSpan(0, Math.Min(_filled, 300)))}");
        Drop(end + 4);
    }

    /// <summary>Blocks until one of the next messages satisfies the caller; only before <see cref="Unblock"/>.</summary>
    public void ReadUntil(ReadMessage wanted, TimeSpan atMost)
    {
        _socket.ReceiveTimeout = (int)atMost.TotalMilliseconds;
        var found = false;
        while (true)
        {
            Parse(message => found |= wanted(message));
            if (found) return;
            if (Ended || Fill() == 0) throw new IOException("The server closed the connection.");
        }
    }

    public void Unblock() => _socket.Blocking = false;

    /// <summary>Hands every complete message that has arrived to the reader.</summary>
    public void Read(MessageReader reader)
    {
        while (!Ended)
        {
            var count = Fill();
            if (count < 0) break;
            if (count == 0) { Ended = true; break; }
            Parse(reader);
            if (_filled < _in.Length && count < _in.Length / 2) break; // what is left arrives with the next event: epoll is level-triggered
        }
        if (_unsent > 0) Flush();
    }

    public void Send(ReadOnlySpan<byte> text)
    {
        Frame(TextFrame, text);
        Flush();
    }

    public void Dispose() => _socket.Dispose();

    private int Fill()
    {
        if (_filled == _in.Length) Array.Resize(ref _in, _in.Length * 2);
        var count = _socket.Receive(_in.AsSpan(_filled), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return -1;
        if (error != SocketError.Success) return 0;
        _filled += count;
        return count;
    }

    private void Parse(MessageReader reader)
    {
        var at = 0;
        while (_filled - at >= 2)
        {
            var frame = _in.AsSpan(at, _filled - at);
            int length = frame[1] & 0x7f, header = 2;
            if (length == 126)
            {
                if (frame.Length < 4) break;
                (length, header) = (BinaryPrimitives.ReadUInt16BigEndian(frame[2..]), 4);
            }
            else if (length == 127)
            {
                if (frame.Length < 10) break;
                (length, header) = ((int)BinaryPrimitives.ReadUInt64BigEndian(frame[2..]), 10);
            }
            if (frame.Length < header + length) break;
            Take(frame[0], frame.Slice(header, length), reader);
            at += header + length;
        }
        Drop(at);
    }

    private void Take(byte first, ReadOnlySpan<byte> payload, MessageReader reader)
    {
        var (last, code) = ((first & 0x80) != 0, first & 0xf);
        if (code == CloseFrame) { Ended = true; return; }
        if (code == Ping) { Frame(Pong, payload); return; }
        if (code > 2) return;
        if (last && _messageLength == 0) { reader(payload); return; }

        while (_messageLength + payload.Length > _message.Length) Array.Resize(ref _message, _message.Length * 2);
        payload.CopyTo(_message.AsSpan(_messageLength));
        _messageLength += payload.Length;
        if (!last) return;
        reader(_message.AsSpan(0, _messageLength));
        _messageLength = 0;
    }

    private void Drop(int count)
    {
        if (count == 0) return;
        _in.AsSpan(count, _filled - count).CopyTo(_in);
        _filled -= count;
    }

    private void Frame(int first, ReadOnlySpan<byte> payload)
    {
        while (_unsent + payload.Length + 14 > _out.Length) Array.Resize(ref _out, _out.Length * 2);
        var target = _out.AsSpan(_unsent);
        target[0] = (byte)first;
        int header;
        if (payload.Length < 126) (target[1], header) = ((byte)(0x80 | payload.Length), 2);
        else
        {
            target[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(target[2..], checked((ushort)payload.Length));
            header = 4;
        }
        target.Slice(header, 4).Clear();
        payload.CopyTo(target[(header + 4)..]);
        _unsent += header + 4 + payload.Length;
    }

    private void Flush()
    {
        if (Ended) return;
        var count = _socket.Send(_out.AsSpan(0, _unsent), SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) Ended = true;
        if (error != SocketError.Success || count == 0) return;
        _out.AsSpan(count, _unsent - count).CopyTo(_out);
        _unsent -= count;
    }
}

internal delegate void MessageReader(ReadOnlySpan<byte> message);

internal delegate bool ReadMessage(ReadOnlySpan<byte> message);
