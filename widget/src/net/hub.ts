// The live connection: WebSocket only, no negotiation, our own endless reconnecting with full jitter. SignalR is loaded when it is first needed.
import type { HubConnection } from '@microsoft/signalr';
import { backOff } from '../model/outbox';
import type { LiveEvent, ReadMark, SendRequest, SendResult } from '../model/wire';

export type HubState = 'off' | 'connecting' | 'on';

export interface HubEvents {
  token(): string | null;
  events(events: readonly LiveEvent[]): void;
  state(state: HubState): void;
  /** The server does not know our token any more. */
  refused(): void;
}

export class Hub {
  state: HubState = 'off';
  #connection: HubConnection | null = null;
  #wanted = false;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the tries: one that waited for its code while another began stands back. */
  #turn = 0;

  constructor(
    private readonly url: string, private readonly on: HubEvents, private readonly library: () => Promise<typeof import('./signalr')> = () => import('./signalr'),
  ) {}

  start(): void {
    if (this.#wanted && this.state !== 'off') return;
    this.#wanted = true;
    void this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#drop();
    this.#set('off');
  }

  /** The network or the machine woke up: a connection from before may be dead without knowing it. */
  restart(): void {
    if (!this.#wanted) return;
    this.#attempts = 0;
    void this.#connect();
  }

  async send(request: SendRequest, timeout: number): Promise<SendResult> {
    return withTimeout(this.#live().invoke<SendResult>('Send', request), timeout);
  }

  async read(mark: ReadMark): Promise<void> {
    await this.#live().send('Read', mark);
  }

  typing(typing: boolean): void {
    if (this.state === 'on') this.#connection?.send('Typing', typing).catch(() => undefined);
  }

  #live(): HubConnection {
    if (this.state !== 'on' || !this.#connection) throw new Error('not connected');
    return this.#connection;
  }

  #set(state: HubState): void {
    if (this.state === state) return;
    this.state = state;
    this.on.state(state);
  }

  /** There is one connection and one try at a time: whatever was before ends here. */
  #drop(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    const old = this.#connection;
    this.#connection = null;
    void old?.stop();
  }

  async #connect(): Promise<void> {
    this.#drop();
    const turn = this.#turn;
    const token = this.on.token();
    if (!token) return this.#later();
    this.#set('connecting');
    try {
      const { connect } = await this.library();
      if (this.#turn !== turn) return;
      const mine = connect(this.url);
      this.#connection = mine;
      mine.on('events', (events: LiveEvent[]) => this.#connection === mine && Array.isArray(events) && this.on.events(events));
      mine.on('bye', () => void mine.stop());
      mine.onclose(() => this.#connection === mine && this.#later());
      await withTimeout(mine.start(), 15_000);
      const joined = await withTimeout(mine.invoke<boolean>('Join', token), 10_000);
      if (this.#connection !== mine) return;
      if (!joined) {
        this.on.refused();
        return this.#later();
      }
      this.#attempts = 0;
      this.#set('on');
    } catch {
      if (this.#turn === turn) this.#later();
    }
  }

  #later(): void {
    this.#drop();
    this.#set('off');
    if (this.#wanted) this.#timer = setTimeout(() => void this.#connect(), 100 + backOff(++this.#attempts, Math.random));
  }
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([work, new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('timeout')), ms); })]);
  } finally {
    clearTimeout(timer);
  }
}
