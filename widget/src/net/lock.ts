// One tab at a time. Web Locks where the browser has them, else a lease in storage. A tab that sleeps with the lock in its hands
// holds nobody up for longer than the patience: repeated ids make a second sender harmless, the lock only makes it rare.
import type { Store } from './storage';

export type Lock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export function openLock(prefix: string, store: Store, tab: string, locks: LockManager | undefined = navigator.locks, patience = 15_000): Lock {
  return async (name, work) => {
    if (!locks) return withLease(store, `lease:${name}`, tab, patience, work);
    let begun = false;
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), patience);
    try {
      return await locks.request(prefix + name, { signal: given.signal }, async () => {
        begun = true;
        clearTimeout(timer);
        return work();
      });
    } catch (error) {
      if (begun) throw error;
      return work();
    } finally {
      clearTimeout(timer);
    }
  };
}

interface Lease { readonly tab: string; readonly until: number }

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function withLease<T>(store: Store, key: string, tab: string, patience: number, work: () => Promise<T>): Promise<T> {
  const read = (): Lease | null => {
    try {
      return JSON.parse(store.get(key) ?? 'null') as Lease | null;
    } catch {
      return null;
    }
  };
  const write = () => store.set(key, JSON.stringify({ tab, until: Date.now() + 3000 } satisfies Lease));
  const giveUp = Date.now() + patience;
  while (Date.now() < giveUp) {
    const holder = read();
    if (!holder || holder.tab === tab || holder.until < Date.now()) {
      write();
      await pause(25); // two tabs that wrote at once: the last writer holds it
      if (read()?.tab === tab) break;
    }
    await pause(50 + Math.random() * 100);
  }
  const renew = setInterval(write, 1000);
  try {
    return await work();
  } finally {
    clearInterval(renew);
    if (read()?.tab === tab) store.remove(key);
  }
}
