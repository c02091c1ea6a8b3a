// Older pages of the thread, and messages asked for once more.
import { mergeBefore, type Thread } from '../model/thread';
import type { Message } from '../model/wire';
import type { Api } from '../net/api';

interface HistoryParts {
  readonly api: Api;
  readonly token: () => string | null;
  readonly get: () => Thread;
  readonly set: (thread: Thread) => void;
  readonly loading: (now: boolean) => void;
}

export class History {
  #loading = false;

  constructor(private readonly parts: HistoryParts) {}

  async older(): Promise<void> {
    const first = this.parts.get().items[0];
    const token = this.parts.token();
    if (this.#loading || !this.parts.get().more || !first || !token) return;
    this.#is(true);
    try {
      const page = await this.parts.api.thread(token, { before: [first.conversation_id, first.sequence] });
      if (token === this.parts.token()) this.parts.set(mergeBefore(this.parts.get(), page));
    } catch {
      // scrolling again asks again
    } finally {
      this.#is(false);
    }
  }

  /** A picture's signed address has run out: ask for the message once more. */
  async again(message: Message): Promise<void> {
    const token = this.parts.token();
    if (!token) return;
    const page = await this.parts.api.thread(token, { before: [message.conversation_id, message.sequence + 1] });
    if (token === this.parts.token()) this.parts.set({ ...mergeBefore(this.parts.get(), page), more: this.parts.get().more });
  }

  #is(loading: boolean): void {
    this.#loading = loading;
    this.parts.loading(loading);
  }
}
