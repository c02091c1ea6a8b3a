// The rules of sending, pure: what is sent next and when, what an answer means, when a person must decide.
import type { Ack, Content, SendRequest } from './wire';

export interface Pending {
  /** The client_message_id: the same in every attempt, for ever. */
  readonly id: string;
  /** Messages leave in this order. */
  readonly order: number;
  readonly at: number;
  readonly kind: 'text' | 'image' | 'file' | 'product' | 'sticker' | 'order';
  readonly text: string;
  readonly content?: Content;
  /** A file by its own name, until the server has one for it. */
  readonly file?: { readonly name: string; readonly bytes: number };
  /** The picture or file is stored locally and has not reached the server yet. */
  readonly upload?: boolean;
  /** Whose words these are: an identified customer's never leave under another name. */
  readonly visitor: string;
  readonly identified: boolean;
  readonly attempts: number;
  readonly notBefore: number;
  /** The server itself named this time: not even a returning network shortens it. */
  readonly held?: number;
  readonly failed?: string;
  /** Durably stored: kept for a moment so that other tabs see where it went. */
  readonly ack?: Ack;
}

export type Answer =
  | { readonly ack: Ack }
  | { readonly code: string; readonly retryAfterMs?: number };

/** Refusals that the same message would meet again. Everything else is tried again, for as long as it takes. */
const final = new Set([
  'too_long', 'bad_text', 'idempotency_mismatch', 'bad_request', 'too_large', 'bad_image', 'unsupported', 'unsupported_file', 'no_file',
  'upload_quota', 'storage_full', 'not_found', 'forbidden', 'lost', 'file_not_found', 'bad_kind', 'bad_content', 'bad_client_message_id', 'empty', 'bad_quote', 'blocked', 'order_not_found',
]);
export const isFinal = (code: string) => final.has(code);

export const longestWait = 10_000;

/** Exponential back-off with full jitter: anything between 0 and the doubled bound, at most 10 s. */
export function backOff(attempts: number, random: () => number): number {
  return Math.floor(random() * Math.min(longestWait, 500 * 2 ** Math.min(attempts, 10)));
}

export const tried = (entry: Pending): Pending => ({ ...entry, attempts: entry.attempts + 1 });

/** What an answer to an attempt makes of the entry. */
export function answered(entry: Pending, answer: Answer, now: number, random: () => number): Pending {
  if ('ack' in answer) {
    const { failed: _, ...rest } = entry;
    return { ...rest, ack: answer.ack };
  }
  if (isFinal(answer.code)) return { ...entry, failed: answer.code };
  // The server's own "not before" counts from now; the jitter comes on top, so that not everybody returns at once.
  if (answer.retryAfterMs === undefined) return { ...entry, notBefore: now + backOff(entry.attempts, random) };
  const held = now + answer.retryAfterMs + Math.floor(random() * 500);
  return { ...entry, notBefore: held, held };
}

/** The network is back: no need to sit out the rest of a back-off. */
export const hurried = (entry: Pending): Pending => {
  const notBefore = entry.held ?? 0;
  return entry.notBefore > notBefore ? { ...entry, notBefore } : entry;
};

/** A person asks for another try. A mismatch means the id is taken by other words: only then a new one is right. */
export function again(entry: Pending, newId: () => string): Pending {
  const { failed, ...rest } = entry;
  // The server has thrown away a picture that waited too long: up it goes once more.
  if (failed === 'file_not_found') return again({ ...rest, upload: true }, newId);
  return { ...rest, notBefore: entry.held ?? 0, id: failed === 'idempotency_mismatch' ? newId() : entry.id };
}

/**
 * The visitor of this browser changed. Words of an anonymous visitor go along when their fate is known; an identified person's words stay
 * behind, and so does whatever may already have arrived under the old visitor: a person decides.
 */
export function adopted(entry: Pending, visitor: string, identified: boolean): Pending {
  if (entry.visitor === visitor || entry.ack || entry.failed) return entry;
  if (entry.identified || entry.attempts > 0) return { ...entry, failed: 'other_visitor' };
  return { ...entry, visitor, identified };
}

export const inOrder = (entries: Iterable<Pending>): Pending[] =>
  [...entries].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

export const nextOrder = (entries: Iterable<Pending>): number => Math.max(0, ...[...entries].map((e) => e.order)) + 1;

export interface Step { readonly entry: Pending | null; readonly waitMs: number | null }

/**
 * The first message that may leave: strictly in order, but a picture still on its way up and a refused message hold up nobody.
 * Otherwise how long to wait, or nothing to do.
 */
export function nextStep(entries: Iterable<Pending>, visitor: string, now: number): Step {
  for (const entry of inOrder(entries)) {
    if (entry.ack || entry.failed || entry.upload || entry.visitor !== visitor) continue;
    return entry.notBefore <= now ? { entry, waitMs: 0 } : { entry: null, waitMs: Math.min(entry.notBefore - now, 60_000) };
  }
  return { entry: null, waitMs: null };
}

/** Always the same body for the same id: a repeat must not look like another message. */
export function requestOf(entry: Pending): SendRequest {
  const base = { client_message_id: entry.id, kind: entry.kind };
  if (entry.kind === 'text') return { ...base, text: entry.text, ...(entry.content ? { content: sent(entry.content) } : {}) };
  return { ...base, ...(entry.text ? { text: entry.text } : {}), ...(entry.content ? { content: sent(entry.content) } : {}) };
}

/** A stored picture or file goes by its id, so does an order, what is quoted by its place; the rest is for looking only. */
function sent(content: Content): Content {
  if (content.order) return { order: { order_id: content.order.order_id } };
  if (content.image) {
    const { url: _, thumbnail_url: __, ...image } = content.image;
    return { image };
  }
  if (content.file) {
    const { url: _, ...file } = content.file;
    return { file };
  }
  if (content.quote) {
    const { message: _, ...quote } = content.quote;
    return { quote };
  }
  return content;
}
