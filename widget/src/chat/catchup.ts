// Closes every gap: asks for what comes after the last entry known without a hole, one request at a time, until there is no more.
import { emptyThread, mergeAfter, mergeLatest, type Thread } from '../model/thread';
import { Refused, type Api, type Asked } from '../net/api';

export interface CatchUpParts {
  readonly api: Api;
  readonly token: () => string | null;
  readonly get: () => Thread;
  readonly set: (thread: Thread) => void;
  readonly unauthorized: () => void;
}

export class CatchUp {
  #running = false;
  #again = false;

  constructor(private readonly parts: CatchUpParts) {}

  async run(): Promise<void> {
    if (!this.parts.token()) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    let anew = false;
    try {
      do {
        this.#again = false;
        await this.#fetch();
      } while (this.#again);
    } catch (error) {
      // A new visit says whether it is the token that ended, or we who may not come in.
      if (error instanceof Refused && (error.status === 401 || error.code === 'blocked')) this.parts.unauthorized();
      // Our place in the thread is not ours any more (another tab became somebody else): from the beginning, at once.
      if (error instanceof Refused && error.status === 404) {
        anew = this.parts.get().current !== null;
        this.parts.set(emptyThread);
      }
    } finally {
      this.#running = false;
    }
    if (anew) await this.run();
  }

  async #fetch(): Promise<void> {
    const { api, token, get, set } = this.parts;
    for (let round = 0; round < 50; round++) {
      const { current, reach } = get();
      const asked: Asked = current === null ? null : { after: [current, reach] };
      const bearer = token();
      if (!bearer) return;
      const page = await api.thread(bearer, asked);
      if (get().current !== current || token() !== bearer) continue; // a new visit came in between
      set(asked ? mergeAfter(get(), page) : mergeLatest(get(), page));
      if (!asked || !page.more) return;
      if (get().current === current && get().reach === reach) break; // no way forward like this
    }
    const bearer = token() ?? '';
    const page = await api.thread(bearer, null);
    if (token() === bearer) set(mergeLatest(get(), page));
  }
}
