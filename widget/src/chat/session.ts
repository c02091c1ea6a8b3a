// Who we are to the server: the visit and its token, kept in the iframe's own storage and shared by all tabs.
import type { Look, Page, Visit } from '../model/wire';
import { Refused, type Api, type VisitRequest } from '../net/api';
import type { Lock } from '../net/lock';
import { readJson, type Store } from '../net/storage';

export interface Who { readonly visitor: string; readonly identified: boolean }

export class Session {
  token: string | null;
  who: Who | null;
  look: Look | null;
  /** A shop's word for who this is; good for one exchange. */
  identity: string | null = null;
  #left = false;

  constructor(private readonly channel: string, private readonly api: Api, private readonly store: Store, private readonly lock: Lock) {
    this.token = store.get('token');
    this.who = readJson<Who>(store, 'who');
    this.look = readJson<Look>(store, 'look');
  }

  /** Another tab opened a visit: its token is ours too. Or it forgot ours, and then nobody has one. */
  reload(): boolean {
    const token = this.store.get('token');
    if (token === this.token) return false;
    this.token = token;
    this.who = token === null ? null : readJson<Who>(this.store, 'who');
    return true;
  }

  /** One tab at a time: two that start together must not become two visitors. */
  open(locale: string, page: Page | null): Promise<Visit> {
    return this.lock('visit', async () => {
      this.reload();
      const before = this.token;
      const visit = await this.#ask({ ...(this.token ? { token: this.token } : {}), locale, ...(page ? { page } : {}) });
      // Forgotten while we asked: this must not bring back who has left.
      if (this.#left || (before !== null && this.store.get('token') === null)) throw new Refused(0, 'forgotten');
      this.token = visit.token;
      this.who = { visitor: visit.visitor_id, identified: visit.identified };
      this.look = visit.look;
      this.store.set('who', JSON.stringify(this.who));
      this.store.set('look', JSON.stringify(visit.look));
      this.store.set('token', visit.token);
      return visit;
    });
  }

  /** Told to forget: nobody is here until the page begins anew. */
  leave(): void {
    this.#left = true;
    this.token = this.who = this.identity = null;
  }

  async #ask(request: VisitRequest): Promise<Visit> {
    const identity = this.identity;
    if (identity) {
      try {
        const visit = await this.api.visit(this.channel, { ...request, identity_token: identity });
        this.identity = null;
        return visit;
      } catch (error) {
        if (!(error instanceof Refused) || error.code === 'blocked' || ![400, 401, 403, 409].includes(error.status)) throw error;
        if (error.code === 'bad_page' && request.page) {
          const { page: _, ...rest } = request;
          return this.#ask(rest);
        }
        this.identity = null; // expired, used up or for somebody else: the visitor stays who they were
      }
    }
    try {
      return await this.api.visit(this.channel, request);
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'blocked' || ![400, 401, 403].includes(error.status)) throw error;
      const { token, page, ...bare } = request;
      // A page the server will not hear of must not keep anybody from asking; nor a token it has forgotten.
      if (error.status === 400 && page) return this.#ask({ ...bare, ...(token ? { token } : {}) });
      if (error.status !== 400 && token) return this.api.visit(this.channel, { ...bare, ...(page ? { page } : {}) });
      throw error;
    }
  }
}
