// Taking a message back, pure: whose it may be and for how long, and what the thread looks like then.
import { compare, insert, unquoted, type Thread } from './thread';
import type { Message } from './wire';

export const recallSeconds = 120;

/** One's own and fresh enough, as far as this clock can tell; the server decides. */
export const recallable = (message: Message, now: number, seconds: number): boolean =>
  message.author === 'customer' && message.kind !== 'event' && !message.recalled_at && now - Date.parse(message.at) <= seconds * 1000;

/** What stays of it: that it was there. */
export function emptied(message: Message, at: string): Message {
  const { content: _, ...rest } = message;
  return { ...rest, text: '', recalled_at: at };
}

/** Its words go, also where others quote them. An entry that is not here is not brought here. */
export function recall(thread: Thread, gone: Message): Thread {
  const known = thread.items.some((item) => compare(item, gone) === 0);
  const quoted = thread.items.some((item) => item.conversation_id === gone.conversation_id && item.content?.quote?.sequence === gone.sequence);
  return known || quoted ? { ...thread, items: insert(known ? thread.items : unquoted(thread.items, [gone]), known ? [gone] : []) } : thread;
}
