import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { hostOrigin, openFrame } from '../src/frame';
import { readToApp, type Kept } from '../src/model/protocol';
import { keptStore, openKept } from '../src/net/storage';

function window() {
  const listeners: ((event: unknown) => void)[] = [];
  const posted: unknown[] = [];
  const parent = { postMessage: (message: unknown, origin: string) => posted.push([message, origin]) };
  const win = { parent, location: {}, addEventListener: (_: string, listener: (event: unknown) => void) => listeners.push(listener) };
  return { win: win as unknown as Window, parent, posted, send: (event: object) => listeners.forEach((listener) => listener(event)) };
}
const hash = new URLSearchParams({ o: 'https://shop.example' });
const shown = { xiaoer: 1, type: 'shown', shown: true, full: false, top: 0, bottom: 0, focus: true };

test('Only the framing page’s own origin and window are heard', () => {
  const { win, parent, send } = window();
  const heard: unknown[] = [];
  openFrame(win, hash, (message) => heard.push(message));

  send({ source: parent, origin: 'https://evil.example', data: shown });
  send({ source: {}, origin: 'https://shop.example', data: shown });
  send({ source: parent, origin: 'null', data: shown });
  assert.deepEqual(heard, []);
  send({ source: parent, origin: 'https://shop.example', data: shown });

  assert.deepEqual(heard, [shown]);
});

test('Nothing is told to anybody but that origin', () => {
  const { win, posted } = window();

  openFrame(win, hash, () => undefined).post({ xiaoer: 1, type: 'close' });
  openFrame(win, new URLSearchParams(), () => undefined).post({ xiaoer: 1, type: 'close' });

  assert.deepEqual(posted, [[{ xiaoer: 1, type: 'close' }, 'https://shop.example']]);
});

test('The browser’s word about who frames us beats the address', () => {
  assert.equal(hostOrigin({ location: { ancestorOrigins: ['https://real.example'] } } as unknown as Window, hash), 'https://real.example');
  assert.equal(hostOrigin({ location: {} } as unknown as Window, new URLSearchParams({ o: 'nonsense' })), null);
});

test('Forged and broken messages are nobody’s messages', () => {
  for (const data of [null, 1, 'x', [], {}, { type: 'shown', shown: true }, { xiaoer: 2, type: 'shown', shown: true }, { xiaoer: 1, type: 'shown', shown: 'yes' },
    { xiaoer: 1, type: 'eval', code: 'alert(1)' }, { xiaoer: 1, type: 'identify', token: 'not a token' }, { xiaoer: 1, type: 'identify', token: `a.b.${'c'.repeat(5000)}` },
    { xiaoer: 1, type: 'locale', locale: 'xx' }, { xiaoer: 1, type: 'invited' }, { xiaoer: 1, type: 'invited', accept: 'yes' }, { xiaoer: 1, type: 'page', page: 'x' }])
    assert.equal(readToApp(data), null, JSON.stringify(data));
});

test('A page is cut to what the server takes', () => {
  const message = readToApp({ xiaoer: 1, type: 'page', page: { url: 'javascript:alert(1)', title: `${'x'.repeat(299)}😀`, referrer: 'https://a.example/', extra: 1, product: { title: 'P', price: { amount: '1.239', currency: 'CNY' }, html: '<b>' } } });

  assert.deepEqual(message, { xiaoer: 1, type: 'page', page: { title: 'x'.repeat(299), referrer: 'https://a.example/', product: { title: 'P', price: { amount: '1.24', currency: 'CNY' } } } });
});

test('What the page keeps for a frame without storage of its own comes back whole, and changes go to it', () => {
  const kept: unknown[] = [];
  const store = keptStore({ token: 'xv_1', 'out:1': '{}', gone: null }, (values) => kept.push(values));

  assert.deepEqual([store.get('token'), store.keys('out:'), store.get('gone')], ['xv_1', ['out:1'], null]);
  store.set('draft', 'half a thought');
  store.remove('token');

  assert.equal(store.get('token'), null);
  assert.deepEqual(kept, [{ draft: 'half a thought' }, { token: null }]);
});

/** The page around us: what it keeps, and how often it made the app begin anew. */
function host(page: Record<string, string | null>) {
  const restarts = { count: 0 };
  const kept = openKept((values) => { for (const [key, value] of Object.entries(values)) if (value === null) delete page[key]; else page[key] = value; }, () => void restarts.count++);
  return { page, restarts, opened: kept.opened, answer: (values: Kept = { ...page }) => kept.answer(values) };
}

test('The app waits for the page’s copy, and begins with it', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { opened, answer, page, restarts } = host({ token: 'xv_1' });

  mock.timers.tick(9000);
  answer();
  const store = await opened;
  store.set('draft', 'half a thought');
  mock.timers.tick(9000);

  assert.equal(store.get('token'), 'xv_1');
  assert.deepEqual([page, restarts.count], [{ token: 'xv_1', draft: 'half a thought' }, 0]);
  mock.timers.reset();
});

test('A copy that comes too late is not overwritten: the app begins anew with it', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { opened, answer, page, restarts } = host({ token: 'xv_1', who: 'lan' });
  mock.timers.tick(10_000);
  const store = await opened;

  store.set('token', 'xv_2');
  store.set('who', 'new');
  store.set('out:1', '{}');
  assert.deepEqual(page, { token: 'xv_1', who: 'lan' });
  answer();

  assert.deepEqual([page, restarts.count], [{ token: 'xv_1', who: 'lan', 'out:1': '{}' }, 1]);
  mock.timers.reset();
});

test('A page that kept nothing keeps from its late answer on; what is to be forgotten is forgotten at once', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { opened, answer, page, restarts } = host({});
  mock.timers.tick(10_000);
  const store = await opened;

  store.set('token', 'xv_2');
  page.draft = 'old';
  store.remove('draft');
  assert.deepEqual(page, {});
  answer();
  store.set('draft', 'new');

  assert.deepEqual([page, restarts.count], [{ token: 'xv_2', draft: 'new' }, 0]);
  mock.timers.reset();
});

test('A token gone from the page makes the app begin anew', async () => {
  const { opened, answer, restarts } = host({ token: 'xv_1' });
  answer();
  await opened;

  answer({ token: 'xv_1', draft: 'x' });
  assert.equal(restarts.count, 0);
  answer({});

  assert.equal(restarts.count, 1);
});

test('Only words are taken back from the page', () => {
  assert.deepEqual(readToApp({ xiaoer: 1, type: 'kept', values: { token: 'xv_1' } }), { xiaoer: 1, type: 'kept', values: { token: 'xv_1' } });
  for (const values of [null, [], 'x', { token: 1 }, { token: {} }]) assert.equal(readToApp({ xiaoer: 1, type: 'kept', values }), null);
});
