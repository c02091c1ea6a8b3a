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
    try {
      do {
        this.#again = false;
        await this.#fetch();
      } while (this.#again);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.parts.unauthorized();
      // Our place in the thread is not ours any more (another tab became somebody else): from the beginning.
      if (error instanceof Refused && error.status === 404) this.parts.set(emptyThread);
    } finally {
      this.#running = false;
    }
  }

  async #fetch(): Promise<void> {
    const { api, token, get, set } = this.parts;
    for (let round = 0; round < 50; round++) {
      const { current, reach } = get();
      const asked: Asked = current === null ? null : { after: [current, reach] };
      const page = await api.thread(token() ?? '', asked);
      if (get().current !== current) continue; // a new visit came in between
      set(asked ? mergeAfter(get(), page) : mergeLatest(get(), page));
      if (!asked || !page.more) return;
      if (get().current === current && get().reach === reach) break; // no way forward like this
    }
    set(mergeLatest(get(), await api.thread(token() ?? '', null)));
  }
}
