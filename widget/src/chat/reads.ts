// Tells the server how far we have received and read: only forward, at most twice a second.
import type { ReadMark } from '../model/wire';

export class Reads {
  #wanted: ReadMark | null = null;
  #told: ReadMark | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;

  constructor(private readonly tell: (mark: ReadMark) => Promise<void>, private readonly now: () => number = Date.now, private readonly gap = 500) {}

  /** How far this page has read the conversation, told or not. */
  readOf(conversation: string | null): number {
    return this.#wanted?.conversation_id === conversation ? this.#wanted.read : 0;
  }

  note(conversation: string, delivered: number, read: number): void {
    const known = this.#wanted?.conversation_id === conversation ? this.#wanted : null;
    if (known && known.delivered >= delivered && known.read >= read) return;
    this.#wanted = {
      conversation_id: conversation, delivered: Math.max(delivered, read, known?.delivered ?? 0), read: Math.max(read, known?.read ?? 0),
    };
    this.#plan();
  }

  /** The server's own marks: nothing of this needs to be told again. */
  known(conversation: string, delivered: number, read: number): void {
    if (this.#wanted?.conversation_id === conversation && (this.#wanted.delivered > delivered || this.#wanted.read > read)) {
      // Told long ago and still not known over there: it was lost on the way.
      if (this.#wanted === this.#told && this.now() - this.#last > 10_000) this.#told = null;
      return this.#plan();
    }
    this.#wanted = this.#told = { conversation_id: conversation, delivered, read };
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#wanted === this.#told) return;
    this.#timer = setTimeout(() => void this.#flush(), Math.max(0, this.#last + this.gap - this.now()));
  }

  async #flush(): Promise<void> {
    const mark = this.#wanted!;
    this.#last = this.now();
    try {
      await this.tell(mark);
      this.#told = mark;
    } catch {
      this.#last = this.now() + 5_000;
    }
    this.#timer = undefined;
    this.#plan();
  }
}
