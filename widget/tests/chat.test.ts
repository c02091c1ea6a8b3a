import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Chat } from '../src/chat/chat';
import { Draft } from '../src/chat/draft';
import type { Message, Visit } from '../src/model/wire';
import { Refused, type Api, type VisitRequest } from '../src/net/api';
import { memoryStore, type Blobs } from '../src/net/storage';
import { first, message, page, second, settle } from './given';

Object.defineProperty(globalThis, 'document', { value: { visibilityState: 'visible' }, configurable: true });
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] }));
afterEach(() => mock.timers.reset());

const look = { channel_id: 'c', name: 'Shop', color: '#C8372D', signatures: [], signature_seconds: 6, currency: 'CNY', open: true };
const threads: Record<string, Message[]> = {
  lan: [message(1, { text: 'for Lan' }), message(2, { text: 'also for Lan' })],
  mei: [message(1, { text: 'for Mei', conversation_id: second })],
};

/** One browser: tabs with one storage and one server that knows two people. */
function browser() {
  const store = memoryStore();
  const pictures = new Map<string, Blob>();
  const blobs: Blobs = {
    put: async (id, blob) => void pictures.set(id, blob), get: async (id) => pictures.get(id) ?? null, remove: async (id) => void pictures.delete(id), clear: async () => pictures.clear(),
  };
  const people = new Map([['t-lan', 'lan'], ['t-mei', 'mei']]);
  const server = { before: async (): Promise<void> => undefined, sent: async (): Promise<void> => undefined, posted: 0 };
  const latest = (who: string) => page(threads[who] ?? [], threads[who]?.length ?? 0);
  const api = {
    async visit(_: string, request: VisitRequest): Promise<Visit> {
      const token = request.token ?? 't-new';
      const visitor = people.get(token) ?? 'new';
      await server.before();
      return { token, visitor_id: visitor, identified: visitor !== 'new', look, thread: latest(visitor) };
    },
    thread: async (token: string) => latest(people.get(token) ?? 'new'),
    async send() {
      server.posted++;
      await server.sent();
      return { id: 'sent', conversation_id: first, sequence: 3, at: '' };
    },
    read: async () => undefined,
    page: async () => undefined,
  } as unknown as Api;
  const become = (who: 'lan' | 'mei') => {
    store.set('who', JSON.stringify({ visitor: who, identified: true }));
    store.set('token', `t-${who}`);
  };
  const tab = () => {
    const own = memoryStore();
    const restarts = { count: 0 };
    const chat = new Chat({
      channel: 'c', api, store, tab: own, blobs, lock: (_, work) => work(), hubUrl: '', locale: 'en', restart: () => void restarts.count++,
    });
    return { chat, own, restarts, words: () => chat.state.thread.items.map((item) => item.text) };
  };
  return { store, pictures, server, become, tab };
}

test('When another tab becomes somebody else, nothing of the thread before stays on screen', async () => {
  const { become, tab } = browser();
  become('lan');
  const { chat, words } = tab();
  chat.show(true);
  await settle();
  assert.deepEqual(words(), ['for Lan', 'also for Lan']);

  become('mei');
  chat.stored('token', false);
  assert.deepEqual([words(), chat.state.phase], [[], 'opening']);
  await settle();

  assert.deepEqual([words(), chat.state.phase], [['for Mei'], 'ready']);
});

test('An acknowledgement that finds somebody else on screen adds nothing', async () => {
  const { server, become, tab } = browser();
  become('lan');
  const { chat, words } = tab();
  chat.show(true);
  await settle();
  let answer: () => void = () => undefined;
  server.sent = () => new Promise((resolve) => { answer = resolve; });
  chat.sendText('from Lan');
  await settle();
  assert.equal(server.posted, 1);

  become('mei');
  chat.stored('token', false);
  await settle();
  answer();
  await settle();

  assert.deepEqual(words(), ['for Mei']);
});

test('An older page that comes after somebody else did adds nothing', async () => {
  const { become, tab } = browser();
  become('lan');
  const { chat, words } = tab();
  chat.show(true);
  await settle();

  const refreshed = chat.history.again(chat.state.thread.items[0]!);
  become('mei');
  chat.stored('token', false);
  await refreshed;
  await settle();

  assert.deepEqual(words(), ['for Mei']);
});

test('To forget leaves nothing: no key, no draft, no picture', async () => {
  const { store, pictures, become, tab } = browser();
  become('lan');
  const { chat, own, restarts, words } = tab();
  chat.show(true);
  await settle();
  pictures.set('left over', new Blob(['x']));
  chat.draft = 'half a thought';

  await chat.forget();

  assert.deepEqual([store.keys(''), own.keys(''), pictures.size, words(), restarts.count], [[], [], 0, [], 1]);
});

test('What one tab forgets, the others forget: even a visit on its way brings nobody back', async () => {
  const { store, server, become, tab } = browser();
  become('lan');
  const here = tab();
  const there = tab();
  here.chat.show(true);
  there.chat.show(true);
  await settle();
  there.chat.draft = 'half a thought';
  let answer: () => void = () => undefined;
  server.before = () => new Promise((resolve) => { answer = resolve; });
  there.chat.identify('a.b.c');
  await settle();

  await here.chat.forget();
  there.chat.stored('token', true);
  answer();
  await settle();

  assert.deepEqual([there.words(), there.restarts.count, there.own.keys('')], [[], 1, []]);
  assert.deepEqual(store.keys(''), []);
});

test('A picture that shows in the thread is kept no longer, though its acknowledgement was lost', async () => {
  const { store, pictures, become, tab } = browser();
  become('lan');
  pictures.set('shot', new Blob(['x']));
  store.set('out:shot', JSON.stringify({ id: 'shot', order: 1, at: 0, attempts: 1, notBefore: 1e15, kind: 'image', text: '', visitor: 'lan', identified: true }));
  threads.lan!.push(message(3, { author: 'customer', kind: 'image', text: '', client_message_id: 'shot' }));

  const { chat } = tab();
  chat.show(true);
  await settle();
  threads.lan!.pop();

  assert.equal(chat.state.pending.length, 0);
  assert.equal(pictures.size, 0);
});

test('Each tab has its own draft; one that begins takes up the latest', () => {
  const { tab } = browser();
  const [here, there] = [tab().chat, tab().chat];

  here.draft = 'typed here';
  there.draft = 'typed there';
  assert.equal(tab().chat.draft, 'typed there');
  here.draft = '';
  assert.equal(tab().chat.draft, 'typed there');
  there.draft = '';

  assert.equal(tab().chat.draft, '');
});

test('A refresh finds this tab’s own draft, whatever another tab typed and sent', () => {
  const [shared, tab] = [memoryStore(), memoryStore()];

  new Draft(tab, shared).write('typed here');
  const other = new Draft(memoryStore(), shared);
  other.write('typed there');
  other.write('');
  assert.equal(new Draft(tab, shared).text, 'typed here');
  new Draft(tab, shared).write('');
  other.write('typed there again');

  assert.equal(new Draft(tab, shared).text, '');
});

test('Blocked while the chat is open: the next look says so, and nothing is tried again', async () => {
  const { server, become, tab } = browser();
  become('lan');
  const { chat } = tab();
  chat.show(true);
  await settle();
  assert.equal(chat.state.phase, 'ready');

  server.before = async () => { throw new Refused(403, 'blocked'); };
  server.sent = server.before;
  chat.sendText('again');
  await settle();

  assert.equal(chat.state.phase, 'blocked');
  assert.deepEqual(chat.state.pending.map((entry) => entry.failed), ['blocked']);
});
