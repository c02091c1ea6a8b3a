// Drives the outbox: one entry per storage key (tabs never overwrite each other), one sender at a time, one message in flight.
import { adopted, again, answered, hurried, inOrder, nextOrder, nextStep, requestOf, tried, type Answer, type Pending } from '../model/outbox';
import { newId } from '../model/ids';
import type { Ack, Content, SendRequest } from '../model/wire';
import type { Lock } from './lock';
import { readJson, type Store } from './storage';

export interface SenderParts {
  readonly store: Store;
  readonly lock: Lock;
  readonly now: () => number;
  readonly random: () => number;
  /** Who the messages are from now; nothing leaves before a visit is open. */
  readonly who: () => { readonly visitor: string; readonly identified: boolean } | null;
  /** One attempt. It always answers: what went wrong on the way has a code as well. */
  readonly deliver: (request: SendRequest) => Promise<Answer>;
  readonly acked: (entry: Pending) => void;
  readonly changed: () => void;
}

/** Long enough for other tabs to see where a message went. */
const ackKept = 5_000;

export class Sender {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #once = false;
  #entries = new Map<string, Pending>();

  constructor(private readonly parts: SenderParts) {
    this.reload();
  }

  /** What is not yet in the thread, in the order it was written. */
  get pending(): readonly Pending[] {
    return inOrder(this.#entries.values()).filter((entry) => !entry.ack);
  }

  get(id: string): Pending | undefined {
    return this.#entries.get(id);
  }

  /** Reads what storage holds: other tabs write there too. */
  reload(): void {
    const { store } = this.parts;
    const found = new Map<string, Pending>();
    for (const key of store.keys('out:')) {
      const entry = readJson<Pending>(store, key);
      if (!entry?.id || typeof entry.order !== 'number') continue;
      found.set(entry.id, entry);
      if (entry.ack && !this.#entries.get(entry.id)?.ack) {
        this.parts.acked(entry);
        setTimeout(() => this.#forget(entry.id), ackKept);
      }
    }
    this.#entries = found;
    this.parts.changed();
  }

  add(draft: { kind: Pending['kind']; text: string; content?: Content; upload?: boolean; id?: string; file?: NonNullable<Pending['file']> }): Pending {
    const who = this.parts.who();
    this.reload();
    const entry: Pending = {
      ...draft, id: draft.id ?? newId(this.parts.now()), order: nextOrder(this.#entries.values()), at: this.parts.now(), attempts: 0, notBefore: 0,
      visitor: who?.visitor ?? '', identified: who?.identified ?? false,
    };
    this.#keep(entry);
    this.kick();
    return entry;
  }

  /** The picture is up: from here on it is a message like any other. */
  uploaded(id: string, content: Content): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { upload: _, failed: __, ...rest } = entry;
    this.#keep({ ...rest, content, notBefore: 0 });
    this.kick();
  }

  /** The way up failed: for good, or until later. */
  refuse(id: string, answer: Answer): void {
    const entry = this.#entries.get(id);
    if (entry) this.#keep(answered(tried(entry), answer, this.parts.now(), this.parts.random));
  }

  retry(id: string): Pending | undefined {
    const entry = this.#entries.get(id);
    const who = this.parts.who();
    if (!entry || entry.ack) return undefined;
    const next = { ...again(entry, () => newId(this.parts.now())), ...(who ?? {}) };
    if (next.id !== id) this.#forget(id);
    this.#keep(next);
    this.kick();
    return next;
  }

  remove(id: string): void {
    this.#forget(id);
    this.parts.changed();
  }

  /** The server shows us a message with this id: it has arrived, whatever became of its acknowledgement. True when that is news. */
  seen(id: string, ack: Ack): boolean {
    const entry = this.#entries.get(id);
    if (!entry || entry.ack) return false;
    this.#keep({ ...entry, ack });
    setTimeout(() => this.#forget(id), ackKept);
    return true;
  }

  /** Try now: the network is back, the hub is up. */
  hurry(): void {
    for (const entry of this.pending) {
      const next = hurried(entry);
      if (next !== entry) this.#keep(next, false);
    }
    this.kick();
  }

  /** Another visit is open: whose words are these? */
  adopt(): void {
    const who = this.parts.who();
    if (!who) return;
    for (const entry of this.#entries.values()) {
      const next = entry.visitor === '' ? { ...entry, ...who } : adopted(entry, who.visitor, who.identified);
      if (next !== entry) this.#keep(next, false);
    }
    this.parts.changed();
    this.kick();
  }

  kick(): void {
    this.#once = true;
    clearTimeout(this.#timer);
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#once) {
        this.#once = false;
        if (this.#step().entry) await this.parts.lock('send', () => this.#drain());
      }
    } finally {
      this.#running = false;
    }
    const { entry, waitMs } = this.#step();
    if (entry || waitMs !== null) this.#timer = setTimeout(() => this.kick(), entry ? 1000 : waitMs!);
  }

  #step() {
    const who = this.parts.who();
    return who ? nextStep(this.#entries.values(), who.visitor, this.parts.now()) : { entry: null, waitMs: null };
  }

  async #drain(): Promise<void> {
    this.reload(); // another tab may have sent it while we waited for our turn
    for (let step = this.#step(); step.entry; step = this.#step()) {
      const entry = tried(step.entry);
      this.#keep(entry);
      const answer = await this.parts.deliver(requestOf(entry));
      const known = this.#entries.get(entry.id);
      if (!known || known.ack) {
        // Taken back, or seen in the thread meanwhile. An acknowledgement still counts.
        if ('ack' in answer) this.parts.acked({ ...entry, ack: answer.ack });
        continue;
      }
      const next = answered(known, answer, this.parts.now(), this.parts.random);
      if (next.ack) {
        this.parts.acked(next);
        setTimeout(() => this.#forget(next.id), ackKept);
      }
      this.#keep(next);
    }
  }

  #keep(entry: Pending, tell = true): void {
    this.#entries.set(entry.id, entry);
    this.parts.store.set(`out:${entry.id}`, JSON.stringify(entry));
    if (tell) this.parts.changed();
  }

  #forget(id: string): void {
    this.#entries.delete(id);
    this.parts.store.remove(`out:${id}`);
  }
}
