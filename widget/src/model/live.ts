// What a live event makes of the thread. Pure; what is not for this thread changes nothing.
import { recall } from './recall';
import { add, furthest, type Thread } from './thread';
import type { LiveEvent, Marks, Message, Status } from './wire';

export interface LiveData {
  readonly message?: Message;
  readonly conversation_id?: string;
  readonly marks?: Marks;
  readonly status?: Status;
  readonly agent_name?: string;
  readonly author?: string;
  readonly typing?: boolean;
  readonly sender_name?: string;
}

export function heard(thread: Thread, event: LiveEvent): Thread {
  const data = event.data as LiveData;
  const message = data.message && typeof data.message.sequence === 'number' ? data.message : undefined;
  if (event.name === 'message.posted') return message ? add(thread, message) : thread;
  if (event.name === 'message.recalled') return message ? recall(thread, message) : thread;
  if (data.conversation_id !== thread.current) return thread;
  switch (event.name) {
    case 'conversation.read': return { ...thread, marks: furthest(thread.marks, data.marks) };
    case 'conversation.assigned':
    case 'conversation.person_wanted':
    case 'conversation.status_changed': return { ...thread, status: data.status ?? thread.status, agent: data.agent_name ?? null };
    default: return thread;
  }
}
