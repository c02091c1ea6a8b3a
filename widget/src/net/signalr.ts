// The only file that names the library: it becomes a chunk of its own.
import { HttpTransportType, HubConnectionBuilder, LogLevel, type HubConnection } from '@microsoft/signalr';

export function connect(url: string): HubConnection {
  return new HubConnectionBuilder()
    .withUrl(url, { skipNegotiation: true, transport: HttpTransportType.WebSockets, withCredentials: false })
    .withServerTimeout(30_000)
    .withKeepAliveInterval(10_000)
    .configureLogging(LogLevel.None)
    .build();
}
