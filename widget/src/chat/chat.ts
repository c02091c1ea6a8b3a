// The chat itself: joins session, thread, outbox, hub and slow poll. The screen only shows `state` and calls the verbs.
import type { Locale } from '../model/protocol';
import { heard, type LiveData } from '../model/live';
import { quoteOf } from '../model/quote';
import { recallSeconds } from '../model/recall';
import type { Sticker } from '../model/stickers';
import { clean } from '../model/text';
import { add, emptyThread, fromAck, hasGap, mergeLatest, unread, type Thread } from '../model/thread';
import type { Invitation, LiveEvent, Message, OrderPart, Page, Visit } from '../model/wire';
import { Refused, type Api } from '../net/api';
import { Hub } from '../net/hub';
import type { Lock } from '../net/lock';
import { Sender } from '../net/sender';
import type { Blobs, Store } from '../net/storage';
import { Acts } from './acts';
import { CatchUp } from './catchup';
import { deliver } from './deliver';
import { Draft } from './draft';
import { History } from './history';
import { Pictures } from './pictures';
import { Poll } from './poll';
import { Reads } from './reads';
import { Recalls } from './recalls';
import { Session } from './session';
import type { State } from './state';
import { Typing } from './typing';

export interface ChatParts {
  readonly channel: string;
  readonly api: Api;
  readonly store: Store;
  /** Like the store, but no other tab sees it. */
  readonly tab: Store;
  readonly blobs: Blobs;
  readonly lock: Lock;
  readonly hubUrl: string;
  readonly locale: Locale;
  /** Loads the page again. */
  readonly restart: () => void;
}

const retrySoon = (attempt: number) => Math.min(10_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);

export class Chat {
  state: State;
  readonly pictures: Pictures;
  readonly recalls: Recalls;
  readonly history: History;
  readonly acts: Acts;
  readonly #session: Session;
  readonly #sender: Sender;
  readonly #hub: Hub;
  readonly #reads: Reads;
  readonly #typing: Typing;
  readonly #catchUp: CatchUp;
  readonly #draft: Draft;
  readonly #poll: Poll;
  readonly #listeners = new Set<() => void>();
  /** Whose thread is on screen. */
  #visitor: string | undefined;
  #atBottom = true;
  #opening: Promise<void> | null = null;
  #openAttempts = 0;

  constructor(private readonly parts: ChatParts) {
    const { api, store, lock } = parts;
    this.#session = new Session(parts.channel, api, store, lock);
    this.#visitor = this.#session.who?.visitor;
    this.#draft = new Draft(parts.tab, store);
    this.state = {
      phase: 'opening', trouble: false, look: this.#session.look, thread: emptyThread, pending: [], hub: 'off', online: navigator.onLine !== false,
      typing: null, unread: 0, product: null, quote: null, recallSeconds, refused: null, loadingOlder: false, shown: false, locale: parts.locale,
      identified: this.#session.who?.identified ?? false, left: parts.tab.get('left') !== null, invitation: null,
    };
    this.#hub = new Hub(parts.hubUrl, {
      token: () => this.#session.token,
      events: (events) => this.#live(events),
      refused: () => void this.#open(),
      state: (hub) => {
        this.#set({ hub });
        if (hub === 'on') {
          void this.#catchUp.run();
          this.#sender.hurry();
        }
        this.#poll.plan();
      },
    });
    this.#catchUp = new CatchUp({
      api, token: () => this.#session.token, get: () => this.state.thread, set: (thread) => this.#thread(thread), unauthorized: () => { if (this.state.shown) void this.#open(); },
    });
    this.#poll = new Poll(() => this.#every(), () => {
      if (this.#poll.slept) this.#hub.restart();
      void this.#catchUp.run();
      if (this.#hub.state !== 'on' && document.visibilityState === 'visible') this.acts.tell(); // the hub says it for us
    });
    this.acts = new Acts({
      api, store, tab: parts.tab, token: () => this.#session.token, get: () => this.state, set: (change) => this.#set(change), thread: (thread) => this.#thread(thread),
      catchUp: () => void this.#catchUp.run(), refused: (error) => this.#refused(error),
    });
    this.#typing = new Typing((typing) => this.#hub.typing(typing), (name) => this.#set({ typing: name }));
    this.#reads = new Reads(async (mark) => {
      if (this.#hub.state === 'on') await this.#hub.read(mark);
      else if (this.#session.token) await api.read(this.#session.token, mark);
    });
    this.#sender = new Sender({
      store, lock, now: Date.now, random: Math.random,
      who: () => this.#session.who && this.#session.token ? this.#session.who : null,
      deliver: (request) => deliver(request, { hub: this.#hub, api, token: () => this.#session.token ?? '', refused: (error) => void this.#refused(error) }),
      acked: (entry) => {
        // The answer to a message may find somebody else here.
        if (entry.visitor === this.#visitor) this.#thread(add(this.state.thread, fromAck(entry.ack!, { ...entry, content: entry.content }, entry.id)));
        this.pictures?.done(entry.id);
      },
      changed: () => this.#sender && this.#set({ pending: this.#sender.pending }),
    });
    this.pictures = new Pictures({
      api, lock, blobs: parts.blobs, sender: this.#sender, token: () => this.#session.token, unauthorized: () => void this.#open(),
      changed: () => this.#set({ pending: this.#sender.pending }),
    });
    this.recalls = new Recalls({
      api, token: () => this.#session.token, get: () => this.state.thread, set: (thread) => this.#thread(thread),
      told: (refused, message) => this.#set({ refused, ...(this.state.quote?.sequence === message.sequence ? { quote: null } : {}) }),
    });
    this.history = new History({
      api, token: () => this.#session.token, get: () => this.state.thread, set: (thread) => this.#thread(thread), loading: (loadingOlder) => this.#set({ loadingOlder }),
    });
    this.#set({ pending: this.#sender.pending });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The visitor was here before: watch for answers without opening a visit. */
  watch(everybody = false): void {
    if (everybody && !this.#session.token) void this.#open();
    if (this.#session.token && this.state.phase === 'opening' && !this.#opening) void this.#catchUp.run();
    this.#poll.plan();
    if (this.#sender.pending.length > 0) void this.#open();
  }

  show(shown: boolean): void {
    if (this.state.shown === shown) return;
    this.#set({ shown });
    if (shown && this.state.phase === 'opening') void this.#open();
    else if (shown) void this.#catchUp.run();
    else this.#typing.stop();
    this.#poll.plan();
    this.#mark();
  }

  setPage(page: Page): void {
    this.acts.setPage(page);
  }

  identify(token: string): void {
    this.#session.identity = token;
    if (this.state.phase === 'ready' || this.#session.token) void this.#open();
  }

  /** Somebody else may sit here next: nothing of this visitor stays in the browser. */
  async forget(): Promise<void> {
    const { store, blobs, restart } = this.parts;
    for (const key of store.keys('')) store.remove(key);
    this.#leave();
    await Promise.race([blobs.clear(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    restart();
  }

  setLocale(locale: Locale): void {
    this.#set({ locale });
  }

  sendText(typed: string): boolean {
    const text = clean(typed);
    if (!text) return false;
    this.#typing.stop();
    const quote = this.state.quote;
    this.#sender.add({ kind: 'text', text, ...(quote ? { content: { quote } } : {}) });
    this.#set({ quote: null, refused: null });
    return true;
  }

  sendSticker(code: Sticker): void {
    this.#sender.add({ kind: 'sticker', text: '', content: { sticker: { code } } });
  }

  /** The next words answer this message. */
  quote(message: Message | null): void {
    this.#set({ quote: message && quoteOf(message) });
  }

  sendProduct(): void {
    const product = this.state.product;
    if (!product) return;
    this.hideProduct();
    this.#sender.add({ kind: 'product', text: '', content: { product } });
  }

  hideProduct(): void {
    this.acts.hideProduct();
  }

  sendOrder(order: OrderPart): void {
    this.#sender.add({ kind: 'order', text: '', content: { order } });
  }

  sendFile(file: File): void {
    void this.pictures.addFile(file);
  }

  sendPicture(file: Blob): void {
    void this.pictures.add(file);
  }

  retry(id: string): void {
    this.#sender.retry(id);
    this.pictures.work();
  }

  /** Try everything that waits now, not later. */
  hurry(): void {
    this.#sender.hurry();
    this.pictures.work();
  }

  remove(id: string): void {
    this.#sender.remove(id);
    this.pictures.done(id);
  }

  typed(something: boolean): void {
    if (something) this.#typing.touch();
    else this.#typing.stop();
  }

  get draft(): string {
    return this.#draft.text;
  }

  set draft(text: string) {
    this.#draft.write(text);
  }

  /** The newest message is on screen, or the visitor has scrolled up. */
  setAtBottom(atBottom: boolean): void {
    this.#atBottom = atBottom;
    this.#mark();
  }

  /** Network, machine or page came back. */
  wake(deep: boolean): void {
    this.#set({ online: navigator.onLine !== false });
    if (this.state.phase === 'opening' && this.state.shown) void this.#open();
    if (deep || this.#poll.slept) this.#hub.restart();
    void this.#catchUp.run();
    this.#sender.hurry();
    this.pictures.work();
    this.#mark();
    this.#poll.plan();
  }

  asleep(): void {
    this.#set({ online: navigator.onLine !== false });
  }

  /** Another tab wrote into our storage. */
  stored(key: string, gone: boolean): void {
    if (key.startsWith('out:')) {
      this.#sender.reload();
      if (gone) void this.#catchUp.run();
    } else if (key === 'token' && gone) {
      this.#leave();
      this.parts.restart();
    } else if (key === 'token' && this.#session.reload()) {
      this.#become(this.#session.who?.visitor);
      this.#hub.restart();
      void this.#open();
    }
  }

  /** The token is gone from storage: so is everything else of this visitor. */
  #leave(): void {
    for (const key of this.parts.tab.keys('')) this.parts.tab.remove(key);
    this.#hub.stop();
    this.#session.leave();
    this.#sender.reload();
    this.#become(undefined);
    this.#poll.plan();
  }

  /** Whose thread this is from now on. Another visitor's begins empty. */
  #become(visitor: string | undefined): boolean {
    const another = this.#visitor !== undefined && this.#visitor !== visitor;
    this.#visitor = visitor;
    if (another) {
      this.recalls.forget();
      this.#set({ phase: 'opening', typing: null, quote: null, refused: null });
      this.#thread(emptyThread);
    }
    return another;
  }

  /** Opens or renews the visit; one at a time, again and again until it works. */
  #open(): Promise<void> {
    return (this.#opening ??= (async () => {
      try {
        const token = this.#session.token;
        const visit = await this.#session.open(this.state.locale, this.acts.page);
        this.#openAttempts = 0;
        this.#visited(visit, token !== null && token !== this.#session.token);
        this.#opening = null;
        if (this.#session.identity) void this.#open(); // it came while the visit was being opened
      } catch (error) {
        if (this.#refused(error)) return;
        this.#set({ trouble: true });
        const held = error instanceof Refused ? error.retryAfterMs ?? 0 : 0;
        setTimeout(() => {
          this.#opening = null;
          void this.#open();
        }, held + retrySoon(this.#openAttempts++));
      }
    })());
  }

  /** True: there is nothing to try again; the shop does not want to hear from here. */
  #refused(error: unknown): boolean {
    const blocked = error instanceof Refused && error.code === 'blocked';
    if (blocked) {
      this.#set({ phase: 'blocked', invitation: null });
      this.#hub.stop();
      this.#poll.plan();
    } else if (error instanceof Refused && error.status === 401) void this.#open();
    return blocked;
  }

  // A new token ends the old one, and with it the connection that was opened with it.
  #visited(visit: Visit, renewed: boolean): void {
    const another = this.#become(visit.visitor_id);
    this.#set({ phase: 'ready', trouble: false, look: visit.look, identified: visit.identified, recallSeconds: visit.recall_seconds ?? recallSeconds });
    this.#thread(mergeLatest(this.state.thread, visit.thread));
    this.#sender.adopt();
    this.pictures.work();
    if (another || renewed) this.#hub.restart();
    this.#hub.start();
    this.#poll.plan();
  }

  #live(events: readonly LiveEvent[]): void {
    for (const event of events) {
      const data = event.data as LiveData;
      if (event.name === 'message.posted' && data.message && data.message.author !== 'customer') this.#typing.heard(null);
      else if (event.name === 'conversation.typed' && data.author !== 'customer' && data.conversation_id === this.state.thread.current)
        this.#typing.heard(data.typing === true ? String(data.sender_name ?? '') : null);
      if (event.name === 'visitor.invited') this.acts.invited((event.data as { invitation?: Invitation }).invitation ?? null);
      const next = heard(this.state.thread, event);
      if (next !== this.state.thread) this.#thread(next);
    }
    if (hasGap(this.state.thread)) void this.#catchUp.run();
  }

  #thread(thread: Thread): void {
    for (const item of thread.items) if (item.client_message_id && this.#sender?.seen(item.client_message_id, item)) this.pictures.done(item.client_message_id);
    const read = this.#reads.readOf(thread.current);
    this.#set({ thread, unread: unread(thread, read) });
    if (thread.current) this.#reads.known(thread.current, thread.marks.customer_delivered, thread.marks.customer_read);
    this.#mark();
  }

  /** Received counts always; read only what is on a screen somebody can see. */
  #mark(): void {
    const { thread, shown } = this.state;
    const last = [...thread.items].reverse().find((item) => item.author !== 'customer');
    if (!thread.current || last?.conversation_id !== thread.current) return;
    const seen = shown && this.#atBottom && document.visibilityState === 'visible' && this.state.phase === 'ready';
    const read = Math.max(thread.marks.customer_read, this.#reads.readOf(thread.current), seen ? last.sequence : 0);
    this.#reads.note(thread.current, Math.max(last.sequence, thread.marks.customer_delivered), read);
    const count = unread(thread, read);
    if (count !== this.state.unread) this.#set({ unread: count });
  }

  #every(): number | null {
    const { phase, shown, hub } = this.state;
    if (!this.#session.token || phase === 'blocked') return null;
    if (phase === 'opening' && !shown) return 60_000;
    const away = !shown || document.visibilityState !== 'visible';
    return hub === 'on' ? (away ? 60_000 : 15_000) : away ? 15_000 : 5_000;
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
