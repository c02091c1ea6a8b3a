import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { openLock, type Lock } from '../src/net/lock';
import { memoryStore } from '../src/net/storage';
import { seeded, settle, Shop, tabOf } from './given';

const free: Lock = (_, work) => work();
const texts = (shop: Shop) => shop.stored.map((request) => request.text);
const run = async (ms: number) => { for (let t = 0; t < ms; t += 100) { mock.timers.tick(100); await settle(); } };

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] }));
afterEach(() => mock.timers.reset());

/** One lock for all tabs, as the browser has it. */
function sharedLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (_, work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

test('A message shows at once and is gone from the outbox only after the acknowledgement', async () => {
  const shop = new Shop();
  let open: () => void = () => undefined;
  shop.answer = (_, store) => new Promise((resolve) => { open = () => resolve(store()); });
  const { sender, acked } = tabOf(memoryStore(), free, shop);

  sender.add({ kind: 'text', text: 'one' });
  await settle();
  assert.equal(sender.pending.length, 1);
  assert.deepEqual(acked, []);
  open();
  await settle();

  assert.equal(sender.pending.length, 0);
  assert.equal(acked.length, 1);
});

test('A lost acknowledgement, a refresh and a crash end in one message', async () => {
  const store = memoryStore();
  const shop = new Shop();
  shop.answer = (_, save) => { save(); return new Promise(() => undefined); }; // stored, but the answer never comes
  tabOf(store, free, shop).sender.add({ kind: 'text', text: 'one' });
  await settle();

  shop.answer = (_, save) => Promise.resolve(save());
  const { sender, acked } = tabOf(store, free, shop); // the page was loaded again
  sender.kick();
  await settle();

  assert.deepEqual(texts(shop), ['one']);
  assert.equal(shop.attempts, 2);
  assert.equal(acked.length, 1);
  await run(6000);
  assert.deepEqual(store.keys('out:'), []);
});

test('Through a bad network everything arrives once and in order', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = seeded(seed);
    const shop = new Shop();
    shop.answer = (_, save) => {
      const chance = random();
      if (chance < 0.3) return Promise.resolve({ code: 'offline' });
      if (chance < 0.5) { save(); return Promise.resolve({ code: 'offline' }); }
      if (chance < 0.6) return Promise.resolve({ code: 'slow_down', retryAfterMs: 700 });
      return Promise.resolve(save());
    };
    const { sender } = tabOf(memoryStore(), free, shop, random);

    for (let n = 1; n <= 10; n++) sender.add({ kind: 'text', text: String(n) });
    await run(120_000);

    assert.deepEqual(texts(shop), Array.from({ length: 10 }, (_, n) => String(n + 1)), `seed ${seed}`);
    assert.equal(sender.pending.length, 0);
  }
});

test('Two tabs with one outbox never send the same message side by side', async () => {
  const store = memoryStore();
  const lock = sharedLock();
  const shop = new Shop();
  let inFlight = 0;
  let most = 0;
  shop.answer = async (_, save) => {
    most = Math.max(most, ++inFlight);
    await settle();
    inFlight--;
    return save();
  };
  const a = tabOf(store, lock, shop);
  const b = tabOf(store, lock, shop);

  for (let n = 1; n <= 5; n++) {
    a.sender.add({ kind: 'text', text: `a${n}` });
    b.sender.reload(); // what the storage event does
    b.sender.add({ kind: 'text', text: `b${n}` });
    a.sender.reload();
  }
  await run(5000);

  assert.equal(most, 1);
  assert.equal(shop.attempts, 10, 'nothing was even tried twice');
  assert.deepEqual(texts(shop), ['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'a4', 'b4', 'a5', 'b5']);
  assert.equal(a.sender.pending.length + b.sender.pending.length, 0);
});

test('The other tab learns where a message went', async () => {
  const store = memoryStore();
  const shop = new Shop();
  const a = tabOf(store, free, shop);
  const b = tabOf(store, free, shop);

  const sent = a.sender.add({ kind: 'text', text: 'one' });
  await settle();
  b.sender.reload();

  assert.deepEqual(b.acked, [sent.id]);
  assert.equal(b.sender.pending.length, 0);
});

test('A message seen in the thread is settled, whatever its acknowledgement does', async () => {
  const shop = new Shop();
  let open: () => void = () => undefined;
  shop.answer = (_, save) => new Promise((resolve) => { save(); open = () => resolve({ code: 'offline' }); });
  const { sender } = tabOf(memoryStore(), free, shop);

  const entry = sender.add({ kind: 'text', text: 'one' });
  await settle();
  sender.seen(entry.id, { id: 'm', conversation_id: 'c', sequence: 1, at: '' });
  open();
  await run(20_000);

  assert.equal(shop.attempts, 1);
  assert.equal(sender.pending.length, 0);
});

test('A refused message stands aside, can be tried again or taken back', async () => {
  const shop = new Shop();
  shop.answer = (request, save) => Promise.resolve(request.text === 'bad' && shop.attempts < 3 ? { code: 'bad_text' } : save());
  const { sender } = tabOf(memoryStore(), free, shop);

  const bad = sender.add({ kind: 'text', text: 'bad' });
  sender.add({ kind: 'text', text: 'good' });
  await settle();
  assert.deepEqual(texts(shop), ['good']);
  assert.equal(sender.pending[0]?.failed, 'bad_text');
  sender.retry(bad.id);
  await settle();

  assert.deepEqual(texts(shop), ['good', 'bad']);
});

test('A picture takes its id along through every attempt', async () => {
  const shop = new Shop();
  const { sender } = tabOf(memoryStore(), free, shop);

  const entry = sender.add({ kind: 'image', text: '', upload: true, id: 'picture-1' });
  sender.refuse(entry.id, { code: 'offline' });
  await run(20_000);
  assert.equal(shop.attempts, 0);
  sender.uploaded(entry.id, { image: { file_id: 'f', width: 1, height: 1, url: '/x' } });
  await settle();

  assert.deepEqual(shop.stored, [{ client_message_id: 'picture-1', kind: 'image', content: { image: { file_id: 'f', width: 1, height: 1 } } }]);
});

test('Damaged entries in storage harm nobody', () => {
  const store = memoryStore();
  store.set('out:x', '{not json');
  store.set('out:y', '{"hello":1}');

  assert.equal(tabOf(store, free, new Shop()).sender.pending.length, 0);
});

test('Without Web Locks a lease in storage keeps tabs apart, and a dead tab is outlived', async () => {
  const store = memoryStore();
  const lockOf = (tab: string) => openLock('', store, tab, null as never, 15_000);
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name}+`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    order.push(`${name}-`);
  };

  const both = Promise.all([lockOf('a')('send', work('a')), lockOf('b')('send', work('b'))]);
  await run(3000);
  await both;
  assert.ok(order.join() === 'a+,a-,b+,b-' || order.join() === 'b+,b-,a+,a-', order.join());

  store.set('lease:send', JSON.stringify({ tab: 'dead', until: Date.now() + 3000 }));
  const after = lockOf('c')('send', work('c'));
  await run(5000);
  await after;
  assert.equal(order[order.length - 1], 'c-');
});

test('A tab that sleeps with the Web Lock in its hands holds the others up for no longer than the patience', async () => {
  const never = { request: (_: string, options: { signal: AbortSignal }) => new Promise((_, reject) => { options.signal.addEventListener('abort', () => reject(new Error('AbortError'))); }) };
  let done = false;

  void openLock('', memoryStore(), 'a', never as never, 15_000)('send', async () => { done = true; });
  await run(14_000);
  assert.equal(done, false);
  await run(2000);

  assert.equal(done, true);
});
