import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session } from '../src/chat/session';
import { refusal, Refused, type Api, type VisitRequest } from '../src/net/api';
import type { Lock } from '../src/net/lock';
import { memoryStore } from '../src/net/storage';

const free: Lock = (_, work) => work();
const thread = { items: [], last_sequence: 0, more: false };
const look = { channel_id: 'c', name: 'Shop', color: '#C8372D', signatures: [], signature_seconds: 6, currency: 'CNY', open: true };

/** Knows tokens, refuses others; an identity is good once. */
function server(knows: string[] = []) {
  const asked: VisitRequest[] = [];
  const tokens = new Set(knows);
  let next = 1;
  const api = {
    async visit(_: string, request: VisitRequest) {
      asked.push(request);
      await Promise.resolve();
      if (request.identity_token && request.identity_token !== 'good') throw new Refused(401, 'identity');
      if (request.token && !tokens.has(request.token)) throw new Refused(401, 'unauthorized');
      const token = request.token && !request.identity_token ? request.token : `t${next++}`;
      tokens.add(token);
      return { token, visitor_id: `visitor-of-${token}`, identified: request.identity_token !== undefined, look, thread };
    },
  } as unknown as Api;
  return { api, asked };
}

test('The token of the last visit is used again', async () => {
  const store = memoryStore();
  const { api, asked } = server();

  await new Session('c', api, store, free).open('zh', null);
  await new Session('c', api, store, free).open('zh', null);

  assert.deepEqual(asked.map((request) => request.token), [undefined, 't1']);
  assert.equal(store.get('token'), 't1');
});

test('Two tabs that start together become one visitor', async () => {
  const store = memoryStore();
  const { api } = server();
  let last: Promise<unknown> = Promise.resolve();
  const lock: Lock = (_, work) => { const mine = last.then(work); last = mine; return mine; };
  const [a, b] = [new Session('c', api, store, lock), new Session('c', api, store, lock)];

  const visits = await Promise.all([a.open('zh', null), b.open('zh', null)]);

  assert.equal(visits[0]?.token, visits[1]?.token);
});

test('A bad or used identity leaves the visitor who they were', async () => {
  const store = memoryStore();
  const { api, asked } = server();
  const session = new Session('c', api, store, free);
  await session.open('zh', null);

  session.identity = 'expired';
  const visit = await session.open('zh', null);

  assert.equal(visit.identified, false);
  assert.equal(session.token, 't1');
  assert.equal(session.identity, null);
  assert.equal(asked.length, 3);
});

test('A good identity gets a new token and is exchanged once', async () => {
  const store = memoryStore();
  const { api } = server();
  const session = new Session('c', api, store, free);
  await session.open('zh', null);

  session.identity = 'good';
  const visit = await session.open('zh', null);

  assert.equal(visit.identified, true);
  assert.notEqual(session.token, 't1');
  assert.equal(session.identity, null);
});

test('A token the server has forgotten gives way to a new visit', async () => {
  const store = memoryStore();
  store.set('token', 'old');
  const { api } = server();

  const visit = await new Session('c', api, store, free).open('zh', null);

  assert.equal(visit.token, 't1');
});

test('A token that another tab forgot is nobody’s, and no answer brings it back', async () => {
  const store = memoryStore();
  const { api, asked } = server();
  const session = new Session('c', api, store, free);
  await session.open('zh', null);

  const late = session.open('zh', null);
  store.remove('token');
  await assert.rejects(late, (error: Refused) => error.code === 'forgotten');
  assert.equal(store.get('token'), null);
  await session.open('zh', null);

  assert.deepEqual(asked.map((request) => request.token), [undefined, 't1', undefined]);
  assert.equal(store.get('token'), 't2');
});

test('A server that is down loses nobody’s token', async () => {
  const store = memoryStore();
  store.set('token', 'mine');
  const api = { visit: async () => { throw new Refused(503, 'unavailable', 1000); } } as unknown as Api;

  await assert.rejects(new Session('c', api, store, free).open('zh', null), (error: Refused) => error.retryAfterMs === 1000);

  assert.equal(store.get('token'), 'mine');
});

test('A page the server will not hear of keeps nobody from asking', async () => {
  const asked: VisitRequest[] = [];
  const api = {
    async visit(_: string, request: VisitRequest) {
      asked.push(request);
      if (request.page) throw new Refused(400, 'bad_page');
      return { token: 't', visitor_id: 'v', identified: true, look, thread };
    },
  } as unknown as Api;
  const session = new Session('c', api, memoryStore(), free);
  session.identity = 'good';

  await session.open('zh', { title: 'x' });

  assert.deepEqual(asked.map((request) => [request.identity_token, request.page !== undefined]), [['good', true], ['good', false]]);
});

test('Refusals are read from problem+json, proxies and headers', () => {
  assert.equal(refusal(400, '{"code":"too_long"}', null).code, 'too_long');
  assert.equal(refusal(502, '<html>Bad Gateway</html>', null).code, 'unavailable');
  assert.deepEqual([refusal(429, '{"code":"slow_down"}', '7').code, refusal(429, '', '7').retryAfterMs], ['slow_down', 7000]);
  assert.equal(refusal(507, '', null).code, 'storage_full');
  assert.equal(refusal(429, '', '999999').retryAfterMs, 120_000);
});
