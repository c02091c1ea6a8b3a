// What a visitor does beside talking: says where they are, answers an invitation, asks for a person, rates, leaves contact data.
import type { Thread } from '../model/thread';
import type { Invitation, OfflineRequest, OrderPart, Page, ProductPart, RatingAnswer } from '../model/wire';
import { Refused, type Api } from '../net/api';
import type { Store } from '../net/storage';
import { newId } from '../model/ids';
import type { State } from './state';

export interface ActsParts {
  readonly api: Api;
  readonly store: Store;
  readonly tab: Store;
  readonly token: () => string | null;
  readonly get: () => State;
  readonly set: (change: Partial<State>) => void;
  readonly thread: (thread: Thread) => void;
  readonly catchUp: () => void;
  /** Somebody else sits here, or nobody may. */
  readonly refused: (error: unknown) => void;
}

/** As long as an invitation stands, in milliseconds. */
const invitationStands = 30 * 60_000;

export class Acts {
  page: Page | null = null;

  constructor(private readonly parts: ActsParts) {}

  setPage(page: Page): void {
    const moved = JSON.stringify(page) !== JSON.stringify(this.page);
    const product = page.product ?? null;
    this.page = page;
    this.parts.set({ product: product && this.parts.store.get('offered') !== keyOf(product) ? product : null });
    if (moved) this.tell();
  }

  /** Where the visitor is. Whoever has a token is known to the desk, also before the chat is opened on this page. */
  tell(): void {
    const token = this.parts.token();
    if (!token || !this.page || this.parts.get().phase === 'blocked') return;
    this.parts.api.page(token, this.page).then((answer) => this.invited(answer?.invitation ?? null), () => undefined);
  }

  hideProduct(): void {
    const { product } = this.parts.get();
    if (product) this.parts.store.set('offered', keyOf(product));
    this.parts.set({ product: null });
  }

  invited(invitation: Invitation | null): void {
    if (invitation?.id === this.parts.get().invitation?.id) return;
    this.parts.set({ invitation });
    // Who has not answered for half an hour is not asked on; the server would bring them to the queue.
    if (invitation) setTimeout(() => { if (this.parts.get().invitation?.id === invitation.id) this.parts.set({ invitation: null }); }, invitationStands);
  }

  async answer(accept: boolean): Promise<void> {
    const { invitation } = this.parts.get();
    if (!invitation) return;
    this.parts.set({ invitation: null });
    await this.#ask((token) => this.parts.api.answer(token, invitation.id, accept));
    if (accept) this.parts.catchUp();
  }

  /** False: it could not be said. */
  async person(): Promise<boolean> {
    const done = await this.#ask((token) => this.parts.api.person(token).then(() => true));
    this.parts.catchUp();
    return done === true;
  }

  async orders(): Promise<readonly OrderPart[] | null> {
    return (await this.#ask((token) => this.parts.api.orders(token)))?.items ?? null;
  }

  /** Without a score: would rather not. Answers the code of a refusal. */
  async rate(score?: number, answers: readonly RatingAnswer[] = []): Promise<string | null> {
    const { thread } = this.parts.get();
    const token = this.parts.token();
    if (!token || !thread.current) return 'offline';
    const given = answers.filter((answer) => answer.answer.trim()).map(({ question_id, answer }) => ({ question_id, answer }));
    try {
      const rating = await this.parts.api.rate(token, { conversation_id: thread.current, ...(score === undefined ? {} : { score, answers: given }) });
      const now = this.parts.get().thread;
      if (now.current === thread.current) this.parts.thread({ ...now, rating });
      return null;
    } catch (error) {
      this.parts.refused(error);
      return error instanceof Refused ? error.code : 'offline';
    }
  }

  /** The same form sent again is the same message. Answers the code of a refusal. */
  async leave(form: Omit<OfflineRequest, 'client_message_id'>, id: string): Promise<string | null> {
    const token = this.parts.token();
    if (!token) return 'offline';
    try {
      await this.parts.api.offline(token, { ...form, client_message_id: id });
      this.parts.tab.set('left', '1');
      this.parts.set({ left: true });
      this.parts.catchUp();
      return null;
    } catch (error) {
      this.parts.refused(error);
      return error instanceof Refused ? error.code : 'offline';
    }
  }

  async #ask<T>(call: (token: string) => Promise<T>): Promise<T | null> {
    const token = this.parts.token();
    if (!token) return null;
    try {
      return await call(token);
    } catch (error) {
      this.parts.refused(error);
      return null;
    }
  }
}

export const newFormId = (): string => newId();
const keyOf = (product: ProductPart) => product.external_id ?? product.url ?? product.title;
