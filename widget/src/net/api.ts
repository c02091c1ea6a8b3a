// The HTTP side. A refusal always has a code; what never arrived is "offline".
import type { Ack, Invitation, OfflineRequest, OrderPart, Page, RateRequest, ReadMark, SendRequest, StoredFile, ThreadPage, Visit, VisitorRating } from '../model/wire';

export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, readonly retryAfterMs?: number) {
    super(`${status} ${code}`);
  }
}

export interface VisitRequest { readonly token?: string; readonly identity_token?: string; readonly locale?: string; readonly page?: Page }
export type Asked = { readonly after: readonly [string, number] } | { readonly before: readonly [string, number] } | null;

export interface Api {
  visit(channel: string, request: VisitRequest): Promise<Visit>;
  thread(token: string, asked: Asked): Promise<ThreadPage>;
  send(token: string, request: SendRequest): Promise<Ack>;
  read(token: string, mark: ReadMark): Promise<void>;
  page(token: string, page: Page): Promise<{ readonly invitation?: Invitation } | undefined>;
  orders(token: string): Promise<{ readonly items: readonly OrderPart[] }>;
  person(token: string): Promise<void>;
  rate(token: string, request: RateRequest): Promise<VisitorRating>;
  offline(token: string, request: OfflineRequest): Promise<Ack>;
  answer(token: string, id: string, accept: boolean): Promise<void>;
  recall(token: string, conversation: string, message: string): Promise<void>;
  upload(token: string, blob: Blob, name: string, onProgress: (part: number) => void, stop?: AbortSignal): Promise<StoredFile>;
}

export function openApi(root: string, timeout = 15_000): Api {
  const base = `${root}api/v1/widget/`;

  async function call<T>(path: string, token: string | null, body?: unknown): Promise<T> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), timeout);
    try {
      const response = await fetch(base + path, {
        method: body === undefined ? 'GET' : 'POST', credentials: 'omit', cache: 'no-store', signal: stop.signal,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw refusal(response.status, text, response.headers.get('retry-after'));
      return (text ? JSON.parse(text) : undefined) as T;
    } catch (error) {
      throw error instanceof Refused ? error : new Refused(0, 'offline');
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    visit: (channel, request) => call(`channels/${encodeURIComponent(channel)}/visits`, null, request),
    thread(token, asked) {
      const query = new URLSearchParams();
      if (asked && 'after' in asked) {
        query.set('conversation', asked.after[0]);
        query.set('after', String(asked.after[1]));
      } else if (asked) query.set('before', `${asked.before[0]}:${asked.before[1]}`);
      return call(asked ? `thread?${query}` : 'thread', token);
    },
    send: (token, request) => call('messages', token, request),
    read: (token, mark) => call('read', token, mark),
    page: (token, page) => call('page', token, page),
    recall: (token, conversation, message) => call(`messages/${encodeURIComponent(message)}/recall?conversation=${encodeURIComponent(conversation)}`, token, {}),
    orders: (token) => call('orders', token),
    person: (token) => call('person', token, {}),
    rate: (token, request) => call('rating', token, request),
    offline: (token, request) => call('offline', token, request),
    answer: (token, id, accept) => call('invitation', token, { id, accept }),
    upload: (token, blob, name, onProgress, stop) => upload(`${base}files`, token, blob, name, onProgress, stop),
  };
}

/** fetch cannot tell how far an upload has come. */
function upload(url: string, token: string, blob: Blob, name: string, onProgress: (part: number) => void, stop?: AbortSignal): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.timeout = 120_000;
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status < 200 || request.status > 299) return reject(refusal(request.status, request.responseText, request.getResponseHeader('retry-after')));
      try {
        resolve(JSON.parse(request.responseText) as StoredFile);
      } catch {
        reject(new Refused(0, 'offline'));
      }
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new Refused(0, 'offline'));
    stop?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', blob, name);
    request.send(form);
  });
}

const byStatus: Record<number, string> = {
  400: 'bad_request', 401: 'unauthorized', 403: 'forbidden', 404: 'not_found', 413: 'too_large', 415: 'unsupported', 429: 'slow_down',
  507: 'storage_full',
};

export function refusal(status: number, text: string, retryAfter: string | null): Refused {
  let code = byStatus[status] ?? (status >= 500 ? 'unavailable' : 'bad_request');
  let wait = retryAfter === null || Number.isNaN(Number(retryAfter)) ? undefined : Number(retryAfter) * 1000;
  try {
    const problem = JSON.parse(text) as { code?: unknown; retry_after_ms?: unknown };
    if (typeof problem.code === 'string') code = problem.code;
    if (typeof problem.retry_after_ms === 'number') wait = problem.retry_after_ms;
  } catch {
    // a proxy's page instead of our problem+json: the status has to do
  }
  // A server that says 5xx has not judged the message, whatever it calls it.
  if (status >= 500 && status !== 507) code = 'unavailable';
  return new Refused(status, code, wait === undefined ? undefined : Math.min(Math.max(wait, 0), 120_000));
}
