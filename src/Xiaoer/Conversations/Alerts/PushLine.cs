using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Xiaoer.Platform;

namespace Xiaoer.Conversations.Alerts;

/// <summary>What came of one push.</summary>
internal enum PushOutcome { Sent, Gone, Later, Refused }

/// <summary>
/// The way out to push services. An endpoint is an address a browser told us, so it is trusted with nothing: https only, no redirects, no proxy, every
/// address it resolves to is looked at before we connect to exactly that address, and nothing takes longer than ten seconds.
/// </summary>
internal sealed class PushLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "::/128", "::1/128", "64:ff9b::/96", "100::/64", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private readonly HttpClient _http;
    private readonly Uri? _own;

    public PushLine(XiaoerOptions options)
    {
        _own = options.Push.OwnService is { Length: > 0 } own ? new Uri(own) : null;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 16,
            ConnectCallback = Connect,
        };
        _http = new HttpClient(handler) { Timeout = Patience };
    }

    /// <summary>May this be asked to push at all? Names are resolved only when we send.</summary>
    public bool Accepts(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
        && (IsOwn(uri) || (uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.HostNameType == UriHostNameType.Dns && uri.Host.Contains('.', StringComparison.Ordinal)));

    public async Task<(PushOutcome Outcome, TimeSpan? RetryAfter)> Send(Uri endpoint, byte[] body, string authorization, string topic, TimeSpan lifetime, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.TryAddWithoutValidation("TTL", ((int)lifetime.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Urgency", "high");
        request.Headers.TryAddWithoutValidation("Topic", topic); // a newer word about the same conversation takes the older one's place
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var retry = answer.Headers.RetryAfter?.Delta;
            return ((int)answer.StatusCode) switch
            {
                >= 200 and < 300 => (PushOutcome.Sent, null),
                404 or 410 => (PushOutcome.Gone, null),
                429 or >= 500 => (PushOutcome.Later, retry),
                _ => (PushOutcome.Refused, null),
            };
        }
        catch (HttpRequestException e) when (e.InnerException is PrivateAddress)
        {
            return (PushOutcome.Refused, null);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (PushOutcome.Later, null);
        }
    }

    public static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Private.Any(n => n.Contains(plain));
    }

    public void Dispose() => _http.Dispose();

    private bool IsOwn(Uri uri) => _own is not null && uri.Scheme == _own.Scheme && uri.Host == _own.Host && uri.Port == _own.Port;

    // What was looked at is what is connected to: a name cannot point elsewhere in between.
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, ct);
        var own = _own is not null && host == _own.Host && port == _own.Port;
        if (addresses.Length == 0 || (!own && Array.Exists(addresses, IsPrivate))) throw new PrivateAddress();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PrivateAddress() : IOException("A push service has a public address.");
}
