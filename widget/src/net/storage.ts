// The iframe's own storage. Browsers may refuse it (private windows, blocked third-party storage): then the page keeps it, or memory has to do.
import type { Kept } from '../model/protocol';

export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(prefix: string): string[];
}

export function memoryStore(): Store {
  const map = new Map<string, string>();
  return {
    get: (key) => map.get(key) ?? null,
    set: (key, value) => (map.set(key, value), true),
    remove: (key) => void map.delete(key),
    keys: (prefix) => [...map.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** Memory that the page around us keeps a copy of; a refresh begins with that copy. */
export function keptStore(kept: Kept, keep: (values: Kept) => void): Store {
  const memory = memoryStore();
  for (const [key, value] of Object.entries(kept)) if (value !== null) memory.set(key, value);
  return {
    ...memory,
    set: (key, value) => (memory.set(key, value), keep({ [key]: value }), true),
    remove(key) {
      memory.remove(key);
      keep({ [key]: null });
    },
  };
}

/**
 * Begins with the page's copy. Nothing is kept before the page has said what it has: it could replace the token that is on its way. An
 * answer later than the patience starts the app again with it, and so does another token: a tab beside us signed in or was told to forget.
 */
export function openKept(keep: (values: Kept, all?: boolean) => void, restart: () => void, patience = 10_000) {
  let begin: (store: Store) => void = () => undefined;
  const opened = new Promise<Store>((resolve) => { begin = resolve; });
  let store: Store | null = null;
  let told = false;
  const start = (kept: Kept) => begin(store = keptStore(kept, (values) => { if (told || Object.values(values).includes(null)) keep(values); }));
  setTimeout(() => { if (!store) start({}); }, patience);
  keep({}, true);
  return {
    opened,
    answer(values: Kept): void {
      const late = !told;
      told = true;
      if (!store) return start(values);
      // What was written meanwhile stays; who we are is what the page says.
      if (late) for (const key of store.keys('')) if (!(key in values)) keep({ [key]: store.get(key) });
      if (late ? values.token : (values.token ?? null) !== store.get('token')) restart();
    },
  };
}

/** Null when the browser refuses. */
export function openStore(storage: () => Storage, prefix: string): Store | null {
  let real: Storage;
  try {
    real = storage();
    real.setItem(`${prefix}probe`, '1');
    real.removeItem(`${prefix}probe`);
  } catch {
    return null;
  }
  const spill = memoryStore();
  return {
    get: (key) => spill.get(key) ?? real.getItem(prefix + key),
    set(key, value) {
      try {
        real.setItem(prefix + key, value);
        spill.remove(key);
        return true;
      } catch {
        spill.set(key, value); // full: this page still knows, a refresh will not
        return false;
      }
    },
    remove(key) {
      spill.remove(key);
      real.removeItem(prefix + key);
    },
    keys(start) {
      const found = new Set(spill.keys(start));
      for (let i = 0; i < real.length; i++) {
        const key = real.key(i);
        if (key?.startsWith(prefix + start)) found.add(key.slice(prefix.length));
      }
      return [...found];
    },
  };
}

export function readJson<T>(store: Store, key: string): T | null {
  const text = store.get(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    store.remove(key);
    return null;
  }
}

/** Pictures waiting to go up. IndexedDB survives a refresh; without it memory lasts as long as the page. */
export interface Blobs {
  put(id: string, blob: Blob): Promise<void>;
  get(id: string): Promise<Blob | null>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

export function openBlobs(name: string): Blobs {
  const memory = new Map<string, Blob>();
  let opening: Promise<IDBDatabase | null> | undefined;
  const database = () => (opening ??= new Promise<IDBDatabase | null>((resolve) => {
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('blobs');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  }));
  async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    const db = await database();
    if (!db) return undefined;
    return new Promise((resolve) => {
      try {
        const transaction = db.transaction('blobs', mode);
        const request = act(transaction.objectStore('blobs'));
        transaction.oncomplete = () => resolve(request.result as T);
        transaction.onabort = () => resolve(undefined);
      } catch {
        resolve(undefined);
      }
    });
  }
  return {
    async put(id, blob) {
      memory.set(id, blob);
      await run('readwrite', (store) => store.put(blob, id));
    },
    get: async (id) => memory.get(id) ?? (await run<Blob>('readonly', (store) => store.get(id))) ?? null,
    async remove(id) {
      memory.delete(id);
      await run('readwrite', (store) => store.delete(id));
    },
    async clear() {
      memory.clear();
      await run('readwrite', (store) => store.clear());
    },
  };
}
