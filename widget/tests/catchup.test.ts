import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CatchUp } from '../src/chat/catchup';
import { add, emptyThread, hasGap, mergeLatest, type Thread } from '../src/model/thread';
import type { Message, ThreadPage } from '../src/model/wire';
import { Refused, type Api, type Asked } from '../src/net/api';
import { first, message, page, second } from './given';

/** Pages like the server: at most `size` entries, the newest conversation's head on every page. */
function server(stored: Message[], size = 3, last = 50) {
  const asked: Asked[] = [];
  const api = {
    thread: async (_: string, ask: Asked): Promise<ThreadPage> => {
      asked.push(ask);
      const newest = stored[stored.length - 1]!.conversation_id;
      if (!ask || 'before' in ask) return page(stored.slice(-size), last, { conversation_id: newest, more: stored.length > size });
      const [conversation, sequence] = ask.after;
      const rest = stored.filter((m) => m.conversation_id > conversation || (m.conversation_id === conversation && m.sequence > sequence));
      return page(rest.slice(0, size), last, { conversation_id: newest, more: rest.length > size });
    },
  } as unknown as Api;
  return { api, asked };
}

function reader(api: Api, start: Thread) {
  let thread = start;
  let refused = 0;
  const catchUp = new CatchUp({ api, token: () => 't', get: () => thread, set: (next) => { thread = next; }, unauthorized: () => { refused++; } });
  return { catchUp, get thread() { return thread; }, set thread(next) { thread = next; }, get refused() { return refused; } };
}

test('Two hours of sleep over two conversations come back whole', async () => {
  const stored = [...Array.from({ length: 8 }, (_, n) => message(n + 1)), ...Array.from({ length: 8 }, (_, n) => message(n + 2, { conversation_id: second }))];
  const { api } = server(stored);
  const mine = reader(api, mergeLatest(emptyThread, page([message(1), message(2)], 2)));

  mine.thread = add(mine.thread, stored[stored.length - 1]!); // one live message of the new conversation
  await mine.catchUp.run();

  assert.deepEqual(mine.thread.items.map((m) => m.id), stored.map((m) => m.id));
  assert.equal(mine.thread.current, second);
  assert.equal(mine.thread.reach, 50);
  assert.equal(hasGap(mine.thread), false);
});

test('Calls while one is running lead to one more, not to many', async () => {
  const { api, asked } = server([message(1), message(2)]);
  const mine = reader(api, mergeLatest(emptyThread, page([message(1)], 1)));

  await Promise.all(Array.from({ length: 20 }, () => mine.catchUp.run()));

  assert.equal(asked.length, 2);
});

test('A place in the thread that is no longer ours gives way to the latest page at once', async () => {
  const api = {
    thread: async (_: string, ask: Asked) => {
      if (ask) throw new Refused(404, 'not_found');
      return page([message(7, { conversation_id: second })], 7);
    },
  } as unknown as Api;
  const mine = reader(api, mergeLatest(emptyThread, page([message(1)], 1)));

  await mine.catchUp.run();

  assert.deepEqual(mine.thread.items.map((m) => [m.conversation_id, m.sequence]), [[second, 7]]);
});

test('A page asked for under another token is nobody’s page', async () => {
  let token = 'mine';
  const asked: string[] = [];
  const api = {
    thread: async (bearer: string) => {
      asked.push(bearer);
      token = 'theirs';
      return page([message(1, { text: bearer })], 1);
    },
  } as unknown as Api;
  let thread = emptyThread;

  await new CatchUp({ api, token: () => token, get: () => thread, set: (next) => { thread = next; }, unauthorized: () => undefined }).run();

  assert.deepEqual(asked, ['mine', 'theirs']);
  assert.deepEqual(thread.items.map((m) => m.text), ['theirs']);
});

test('A place in the thread that is no longer ours begins anew; a lost right is told', async () => {
  const gone = reader({ thread: async () => { throw new Refused(404, 'not_found'); } } as unknown as Api, mergeLatest(emptyThread, page([message(1)], 1)));
  await gone.catchUp.run();
  assert.equal(gone.thread.current, null);

  const out = reader({ thread: async () => { throw new Refused(401, 'signed_out'); } } as unknown as Api, mergeLatest(emptyThread, page([message(1)], 1)));
  await out.catchUp.run();
  assert.equal(out.refused, 1);
  assert.equal(out.thread.current, first);
});
