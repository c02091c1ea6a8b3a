// Takes back what was just sent. The words stay on this page alone, so that they may be written anew.
import { emptied, recall } from '../model/recall';
import type { Thread } from '../model/thread';
import type { Message } from '../model/wire';
import { Refused, type Api } from '../net/api';

export interface RecallParts {
  readonly api: Api;
  readonly token: () => string | null;
  readonly get: () => Thread;
  readonly set: (thread: Thread) => void;
  /** Why it did not work; null: it did. */
  readonly told: (refused: string | null, message: Message) => void;
}

export class Recalls {
  readonly #words = new Map<string, string>();

  constructor(private readonly parts: RecallParts) {}

  async take(message: Message): Promise<void> {
    const { api, token, get, set, told } = this.parts;
    const bearer = token();
    if (!bearer) return;
    try {
      await api.recall(bearer, message.conversation_id, message.id);
      if (message.text) this.#words.set(message.id, message.text);
      if (token() === bearer) set(recall(get(), emptied(message, new Date().toISOString())));
      told(null, message);
    } catch (error) {
      told(error instanceof Refused ? error.code : 'offline', message);
    }
  }

  /** What this page remembers of a message taken back here. */
  wordsOf(message: Message): string | undefined {
    return this.#words.get(message.id);
  }

  forget(): void {
    this.#words.clear();
  }
}
