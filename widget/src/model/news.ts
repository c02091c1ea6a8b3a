// What a screen reader is told of a thread.
import { compare, type Thread } from './thread';
import type { Message } from './wire';

/** From when on we listen to a thread, and what was there at the last look. */
export interface Ear { readonly from: Message | undefined; readonly ids: ReadonlySet<string> }

/** What others said since the last look. The beginning, older pages, our own words and another thread in this one's place are not news. */
export function news(ear: Ear | null, thread: Thread): { readonly ear: Ear | null; readonly said: readonly Message[] } {
  const { items } = thread;
  const ids = new Set(items.map((m) => m.id));
  if (!thread.known) return { ear: null, said: [] };
  if (!ear || (ear.ids.size > 0 && !items.some((m) => ear.ids.has(m.id)))) return { ear: { from: items[items.length - 1], ids }, said: [] };
  const said = items.filter((m) => m.author !== 'customer' && m.kind !== 'note' && !ear.ids.has(m.id) && (!ear.from || compare(ear.from, m) < 0));
  return { ear: { from: ear.from, ids }, said };
}
