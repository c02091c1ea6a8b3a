using System.Net.Sockets;
using System.Text;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>A visitor's live connection that joins, keeps sending its pings, and never reads a byte: a phone in a tunnel, or somebody who means harm.</summary>
internal sealed class DeafClient : IDisposable
{
    private static readonly byte[] Ping = Frame("{\"type\":6}\u001e");
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };

    public static async Task<DeafClient> Connect(Uri server, string token)
    {
        var client = new DeafClient();
        await client._socket.ConnectAsync(server.Host, server.Port);
        await client.Send(Encoding.ASCII.GetBytes(
            $"GET /hubs/visitor HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {token}\r\n\r\n"));
        await client.Send(Frame("{\"protocol\":\"json\",\"version\":1}\u001e"));
        await client.Send(Frame($"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"{token}\"]}}\u001e"));
        return client;
    }

    /// <summary>True while the server still takes what we send.</summary>
    public async Task<bool> Pings()
    {
        try
        {
            await Send(Ping);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task Send(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    /// <summary>One masked text frame; the mask is zero, which is a mask like any other.</summary>
    private static byte[] Frame(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        byte[] head = payload.Length < 126 ? [0x81, (byte)(0x80 | payload.Length)] : [0x81, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [.. head, 0, 0, 0, 0, .. payload];
    }
}
