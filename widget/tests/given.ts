// What the tests share: messages, pages, a seeded chance, a server that remembers.
import type { Answer } from '../src/model/outbox';
import type { Message, SendRequest, ThreadPage } from '../src/model/wire';
import type { Lock } from '../src/net/lock';
import { Sender } from '../src/net/sender';
import type { Store } from '../src/net/storage';

export const first = '01900000-0000-7000-8000-000000000001';
export const second = '01900000-0000-7000-8000-000000000002';

export const message = (sequence: number, more: Partial<Message> = {}): Message => ({
  id: `${more.conversation_id ?? first}-${sequence}`, conversation_id: first, sequence, author: 'agent', kind: 'text', text: `m${sequence}`, at: '2026-11-22T09:41:00.000Z', ...more,
});

export const page = (items: readonly Message[], last: number, more: Partial<ThreadPage> = {}): ThreadPage => ({
  conversation_id: items[items.length - 1]?.conversation_id ?? first, status: 'open', items, last_sequence: last, more: false, ...more,
});

/** A chance that repeats: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const settle = async () => { for (let i = 0; i < 50; i++) await Promise.resolve(); };

/** Stores like the server: the same id is the same message, the order is the order of arrival. */
export class Shop {
  readonly stored: SendRequest[] = [];
  attempts = 0;
  answer: (request: SendRequest, store: () => Answer) => Promise<Answer> = (_, store) => Promise.resolve(store());

  deliver = (request: SendRequest): Promise<Answer> => {
    this.attempts++;
    return this.answer(request, () => {
      let at = this.stored.findIndex((other) => other.client_message_id === request.client_message_id);
      const repeated = at >= 0;
      if (!repeated) at = this.stored.push(request) - 1;
      return { ack: { id: `id-${at + 1}`, conversation_id: first, sequence: at + 1, at: '2026-11-22T09:41:00.000Z', repeated } };
    });
  };
}

export function tabOf(store: Store, lock: Lock, shop: Shop, random = seeded(1), who = { visitor: 'v', identified: false }) {
  const acked: string[] = [];
  const sender: Sender = new Sender({
    store, lock, random, now: Date.now, who: () => who, deliver: shop.deliver, acked: (entry) => { if (!acked.includes(entry.id)) acked.push(entry.id); }, changed: () => undefined,
  });
  return { sender, acked };
}
