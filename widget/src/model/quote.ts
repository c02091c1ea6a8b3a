// What a message answers: its place, and as much of it as stands on a line until the server tells it.
import type { Message, QuotePart } from './wire';

const longest = 120;

export const quoteOf = (message: Message): QuotePart => ({
  conversation_id: message.conversation_id, sequence: message.sequence,
  message: {
    author: message.author, kind: message.kind, excerpt: (message.content?.file?.name ?? (message.text || message.content?.product?.title || '')).slice(0, longest),
    ...(message.sender_name ? { sender_name: message.sender_name } : {}),
  },
});
