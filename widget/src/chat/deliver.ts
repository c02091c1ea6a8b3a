// One attempt to send a message: by the live connection when it is up, else by a plain request. It always answers.
import type { Answer } from '../model/outbox';
import type { SendRequest } from '../model/wire';
import { Refused, type Api } from '../net/api';
import type { Hub } from '../net/hub';

export async function deliver(request: SendRequest, hub: Hub, api: Api, token: string, unauthorized: () => void): Promise<Answer> {
  try {
    if (hub.state === 'on') {
      const result = await hub.send(request, 8_000);
      if (result.ack) return { ack: result.ack };
      if (result.code === 'not_joined') hub.restart();
      return { code: result.code ?? 'unavailable', ...(result.retry_after_ms === undefined ? {} : { retryAfterMs: result.retry_after_ms }) };
    }
  } catch {
    // the hub is going down: the same message, with the same id, by the other way
  }
  try {
    return { ack: await api.send(token, request) };
  } catch (error) {
    const refused = error instanceof Refused ? error : new Refused(0, 'offline');
    if (refused.status === 401) unauthorized();
    return { code: refused.code, ...(refused.retryAfterMs === undefined ? {} : { retryAfterMs: refused.retryAfterMs }) };
  }
}
