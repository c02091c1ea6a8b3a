// The visitor's one thread over all their conversations. Pure: repeated, late and lost messages all lead to the same list.
import type { Ack, Marks, Message, Status, ThreadPage, VisitorRating } from './wire';

export interface Thread {
  /** Strictly by (conversation, sequence); ids of conversations are version 7 and so in the order of their beginning. */
  readonly items: readonly Message[];
  readonly current: string | null;
  readonly status: Status | null;
  readonly agent: string | null;
  /** How far the current conversation is known without a hole. Private notes use up numbers, so a hole need not hold anything for us. */
  readonly reach: number;
  readonly marks: Marks;
  /** There is something older than the first item. */
  readonly more: boolean;
  /** The server has told us the thread; before that, what is here is only what happened to arrive. */
  readonly known: boolean;
  /** What the visitor said of the current conversation, once it is resolved. */
  readonly rating: VisitorRating | null;
}

const noMarks: Marks = { customer_delivered: 0, customer_read: 0, agent_delivered: 0, agent_read: 0 };
export const emptyThread: Thread = { items: [], current: null, status: null, agent: null, reach: 0, marks: noMarks, more: false, known: false, rating: null };

export function compare(a: Message, b: Message): number {
  return a.conversation_id === b.conversation_id ? a.sequence - b.sequence : a.conversation_id < b.conversation_id ? -1 : 1;
}

/** Puts messages into their places. A message that is already there is replaced: its picture's address may be fresher. */
export function insert(items: readonly Message[], added: readonly Message[]): readonly Message[] {
  if (added.length === 0) return items;
  const result = [...items];
  for (const message of added) {
    let low = 0;
    let high = result.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(result[middle]!, message) < 0) low = middle + 1;
      else high = middle;
    }
    const known = result[low];
    result.splice(low, known && compare(known, message) === 0 ? 1 : 0, known && compare(known, message) === 0 ? combine(known, message) : message);
  }
  const gone = result.filter((message) => message.recalled_at);
  return gone.length === 0 ? result : unquoted(result, gone);
}

/** What was taken back is not quoted any more either. */
export const unquoted = (items: readonly Message[], gone: readonly Message[]): readonly Message[] => items.map((item) => wordless(item, gone));

function wordless(message: Message, gone: readonly Message[]): Message {
  const quote = message.content?.quote;
  if (!quote?.message || quote.message.recalled || !gone.some((g) => g.conversation_id === message.conversation_id && g.sequence === quote.sequence)) return message;
  return { ...message, content: { ...message.content, quote: { ...quote, message: { ...quote.message, excerpt: '', recalled: true } } } };
}

/** What we know from our own acknowledgement may lack what the server tells, and the other way round. */
function combine(known: Message, message: Message): Message {
  // A page that was on its way while the entry was taken back still has its words.
  if (known.recalled_at && !message.recalled_at) return known;
  return known.client_message_id && !message.client_message_id ? { ...message, client_message_id: known.client_message_id } : message;
}

function stretch(items: readonly Message[], conversation: string | null, reach: number): number {
  for (const item of items) {
    if (item.conversation_id === conversation && item.sequence === reach + 1) reach++;
  }
  return reach;
}

export function furthest(a: Marks, b: Marks | undefined): Marks {
  if (!b) return a;
  return {
    customer_delivered: Math.max(a.customer_delivered, b.customer_delivered),
    customer_read: Math.max(a.customer_read, b.customer_read),
    agent_delivered: Math.max(a.agent_delivered, b.agent_delivered),
    agent_read: Math.max(a.agent_read, b.agent_read),
  };
}

/** One live message, or one we have the acknowledgement of. */
export function add(thread: Thread, message: Message): Thread {
  const items = insert(thread.items, [message]);
  // A newer conversation becomes the current one only by a page: the end of the last one may not be here yet.
  if (thread.current !== null) return { ...thread, items, reach: stretch(items, thread.current, thread.reach) };
  return { ...thread, items, current: message.conversation_id, status: 'queued', reach: stretch(items, message.conversation_id, 0) };
}

/** Something arrived, but what comes before it did not: ask for everything after (current, reach). */
export function hasGap(thread: Thread): boolean {
  const last = thread.items[thread.items.length - 1];
  return last !== undefined && thread.current !== null && (last.conversation_id > thread.current || (last.conversation_id === thread.current && last.sequence > thread.reach));
}

function head(thread: Thread, page: ThreadPage): Thread {
  const current = page.conversation_id ?? null;
  if (current === null || (thread.current !== null && current < thread.current)) return { ...thread, known: true };
  const same = current === thread.current;
  // A page that was on its way while a newer live event arrived says nothing new about the status.
  const late = same && page.last_sequence < thread.reach;
  return {
    ...thread,
    current,
    status: late ? thread.status : page.status ?? null,
    agent: late ? thread.agent : page.agent_name ?? null,
    rating: page.rating ?? (same ? thread.rating : null),
    marks: furthest(same ? thread.marks : noMarks, page.marks),
    reach: same ? thread.reach : 0,
    known: true,
  };
}

/** The latest stretch: a new visit, or a return after long. What does not join on is dropped, scrolling up brings it back. */
export function mergeLatest(thread: Thread, page: ThreadPage): Thread {
  const first = page.items[0];
  const joins = thread.items.length > 0 && (!page.more || (first !== undefined && compare(thread.items[thread.items.length - 1]!, first) >= 0));
  const next = head(thread, page);
  const items = insert(joins ? thread.items : [], page.items);
  const older = joins && thread.items.length > 0 && (first === undefined || compare(thread.items[0]!, first) < 0);
  const reach = next.current === (page.conversation_id ?? null) ? Math.max(next.reach, page.last_sequence) : next.reach;
  return { ...next, items, more: older ? thread.more : page.more, reach: stretch(items, next.current, reach) };
}

/** The answer to "after (conversation, sequence)": closes gaps, jumps over numbers that are not for us, goes on into a newer conversation. */
export function mergeAfter(thread: Thread, page: ThreadPage): Thread {
  const items = insert(thread.items, page.items.filter((item) => fits(thread, item)));
  const last = page.items[page.items.length - 1];
  if (page.more) {
    // Not all of it yet: we are as far as the last entry, which may still belong to an earlier conversation than the newest.
    if (!last) return thread;
    const reach = last.conversation_id === thread.current ? Math.max(thread.reach, last.sequence) : last.sequence;
    return { ...thread, items, current: last.conversation_id, reach: stretch(items, last.conversation_id, reach) };
  }
  const next = head(thread, page);
  const reach = next.current === (page.conversation_id ?? null) ? Math.max(next.reach, page.last_sequence) : next.reach;
  return { ...next, items, reach: stretch(items, next.current, reach) };
}

/** The answer also tells what was taken back since: of that only what is here is wanted, or it would stand above a hole. */
const fits = (thread: Thread, item: Message): boolean =>
  !item.recalled_at || item.conversation_id !== thread.current || item.sequence > thread.reach || thread.items.some((known) => compare(known, item) === 0);

/** Older messages, asked for by scrolling up. */
export function mergeBefore(thread: Thread, page: ThreadPage): Thread {
  return { ...thread, items: insert(thread.items, page.items), more: page.more && page.items.length > 0 };
}

/** The message that an acknowledgement proves. */
export function fromAck(ack: Ack, sent: Pick<Message, 'kind' | 'text'> & { content?: Message['content'] | undefined }, clientId: string): Message {
  return {
    id: ack.id, conversation_id: ack.conversation_id, sequence: ack.sequence, author: 'customer', kind: sent.kind, text: sent.text,
    client_message_id: clientId, at: ack.at, ...(sent.content ? { content: sent.content } : {}),
  };
}

const spoken = (message: Message) => message.author !== 'customer' && message.kind !== 'event' && message.kind !== 'note';

/** Messages of the shop that were not read yet, in the current conversation. */
export function unread(thread: Thread, readUpTo: number): number {
  const from = Math.max(readUpTo, thread.marks.customer_read);
  return thread.items.filter((m) => spoken(m) && thread.current !== null
    && (m.conversation_id > thread.current || (m.conversation_id === thread.current && m.sequence > from))).length;
}

/** How far one of our own messages has come. Earlier conversations are settled: what was said there was read. */
export function progress(thread: Thread, message: Message): 'sent' | 'delivered' | 'read' {
  if (thread.current === null || message.conversation_id > thread.current) return 'sent';
  if (message.conversation_id < thread.current || message.sequence <= thread.marks.agent_read) return 'read';
  return message.sequence <= thread.marks.agent_delivered ? 'delivered' : 'sent';
}
