// One attempt to send a message: through the hub while it is up, else – with the same id – by POST. It always answers.
import type { Answer } from '../model/outbox';
import type { SendRequest } from '../model/wire';
import { Refused, type Api } from '../net/api';
import type { Hub } from '../net/hub';

export interface Ways { readonly hub: Hub; readonly api: Api; readonly token: () => string; readonly refused: (error: Refused) => void }

export async function deliver(request: SendRequest, { hub, api, token, refused }: Ways): Promise<Answer> {
  try {
    if (hub.state === 'on') {
      const result = await hub.send(request, 8_000);
      if (result.ack) return { ack: result.ack };
      if (result.code === 'not_joined') hub.restart();
      if (result.code === 'blocked') refused(new Refused(403, 'blocked'));
      return { code: result.code ?? 'unavailable', ...(result.retry_after_ms === undefined ? {} : { retryAfterMs: result.retry_after_ms }) };
    }
  } catch {
    // the hub is going down: the same message, with the same id, by the other way
  }
  try {
    return { ack: await api.send(token(), request) };
  } catch (error) {
    const refusal = error instanceof Refused ? error : new Refused(0, 'offline');
    refused(refusal);
    return { code: refusal.code, ...(refusal.retryAfterMs === undefined ? {} : { retryAfterMs: refusal.retryAfterMs }) };
  }
}
