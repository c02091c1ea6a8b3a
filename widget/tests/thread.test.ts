import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, compare, emptyThread, fromAck, hasGap, mergeAfter, mergeBefore, mergeLatest, progress, unread, type Thread } from '../src/model/thread';
import type { Message, ThreadPage } from '../src/model/wire';
import { first, message, page, second, seeded } from './given';

const sequences = (thread: Thread) => thread.items.map((m) => m.sequence);

test('Messages stand in the order of their sequence, however they arrive', () => {
  let thread = mergeLatest(emptyThread, page([message(1)], 1));

  for (const n of [3, 2, 3, 5, 2, 4]) thread = add(thread, message(n));

  assert.deepEqual(sequences(thread), [1, 2, 3, 4, 5]);
  assert.equal(thread.reach, 5);
  assert.equal(hasGap(thread), false);
});

test('A hole is noticed, and a private note in it is jumped over', () => {
  let thread = mergeLatest(emptyThread, page([message(1)], 1));

  thread = add(thread, message(3));
  assert.equal(hasGap(thread), true);
  assert.equal(thread.reach, 1);
  thread = mergeAfter(thread, page([message(3)], 4)); // 2 and 4 were notes

  assert.equal(hasGap(thread), false);
  assert.equal(thread.reach, 4);
  assert.deepEqual(sequences(thread), [1, 3]);
  assert.equal(hasGap(add(thread, message(5))), false);
});

test('A long absence comes back page by page', () => {
  let thread = mergeLatest(emptyThread, page([message(1)], 1));

  thread = mergeAfter(thread, page([message(2), message(3)], 9, { more: true }));
  assert.equal(thread.reach, 3);
  thread = mergeAfter(thread, page([message(4), message(9)], 9));

  assert.equal(thread.reach, 9);
  assert.deepEqual(sequences(thread), [1, 2, 3, 4, 9]);
});

test('An answer that was on its way while newer messages arrived takes nothing back', () => {
  let thread = mergeLatest(emptyThread, page([message(1)], 1));

  thread = add(add(thread, message(2)), message(3));
  thread = mergeAfter({ ...thread, status: 'resolved' }, page([message(2)], 2, { status: 'open' }));

  assert.equal(thread.reach, 3);
  assert.equal(thread.status, 'resolved');
});

test('The next conversation follows the last one in the same thread, and nothing of the last one is skipped', () => {
  const marks = { customer_delivered: 7, customer_read: 7, agent_delivered: 7, agent_read: 7 };
  let thread = mergeLatest(emptyThread, page([message(7)], 7, { marks }));

  thread = add(thread, message(2, { conversation_id: second, author: 'customer' }));
  assert.equal(thread.current, first, 'the end of the first one may be missing');
  assert.equal(hasGap(thread), true);
  assert.equal(progress(thread, thread.items[1]!), 'sent');
  thread = mergeAfter(thread, page([message(9), message(2, { conversation_id: second, author: 'customer' })], 2));

  assert.equal(thread.current, second);
  assert.equal(thread.reach, 2);
  assert.equal(thread.marks.customer_read, 0);
  assert.equal(hasGap(thread), false);
  assert.deepEqual(thread.items.map((m) => m.id), [`${first}-7`, `${first}-9`, `${second}-2`]);
});

test('A long absence over two conversations goes on where the page ended, not where the newest begins', () => {
  let thread = mergeLatest(emptyThread, page([message(1)], 1));

  thread = mergeAfter(thread, page([message(2), message(3)], 40, { more: true, conversation_id: second }));
  assert.deepEqual([thread.current, thread.reach], [first, 3]);
  thread = mergeAfter(thread, page([message(4), message(1, { conversation_id: second })], 40, { more: true }));
  assert.deepEqual([thread.current, thread.reach], [second, 1]);
  thread = mergeAfter(thread, page([message(40, { conversation_id: second })], 41));

  assert.deepEqual([thread.current, thread.reach, hasGap(thread)], [second, 41, false]);
});

test('A late word of an earlier conversation does not make it the current one again', () => {
  let thread = mergeLatest(emptyThread, page([message(7), message(1, { conversation_id: second })], 1));

  thread = add(thread, message(8));

  assert.equal(thread.current, second);
  assert.equal(hasGap(thread), false);
  assert.deepEqual(thread.items.map((m) => m.id), [`${first}-7`, `${first}-8`, `${second}-1`]);
});

test('Older messages go above, and the end of them is known', () => {
  let thread = mergeLatest(emptyThread, page([message(5), message(6)], 6, { more: true }));

  thread = mergeBefore(thread, page([message(3), message(4)], 6, { more: true }));
  assert.equal(thread.more, true);
  thread = mergeBefore(thread, page([message(1), message(2)], 6));

  assert.deepEqual(sequences(thread), [1, 2, 3, 4, 5, 6]);
  assert.equal(thread.more, false);
  assert.equal(thread.reach, 6);
});

test('A latest page that does not join on replaces the old stretch: no silent hole in the middle', () => {
  let thread = mergeLatest(emptyThread, page([message(1), message(2)], 2));

  thread = mergeLatest(thread, page([message(60), message(61)], 61, { more: true }));

  assert.deepEqual(sequences(thread), [60, 61]);
  assert.equal(thread.more, true);
  assert.equal(thread.reach, 61);
});

test('A latest page that joins on keeps what was scrolled up to', () => {
  let thread = mergeLatest(emptyThread, page([message(1), message(2), message(3)], 3));

  thread = mergeLatest(thread, page([message(3), message(4)], 4, { more: true }));

  assert.deepEqual(sequences(thread), [1, 2, 3, 4]);
  assert.equal(thread.more, false);
});

test('Our own message is there once: acknowledged first or seen first', () => {
  const ack = { id: 'x', conversation_id: first, sequence: 2, at: '2026-11-22T09:41:00.000Z' };
  const mine = fromAck(ack, { kind: 'text', text: 'hello' }, 'c-1');
  const live = message(2, { author: 'customer', text: 'hello', client_message_id: 'c-1' });
  const start = mergeLatest(emptyThread, page([message(1)], 1));

  assert.deepEqual(sequences(add(add(start, mine), live)), [1, 2]);
  assert.deepEqual(sequences(add(add(start, live), mine)), [1, 2]);
  assert.equal(add(add(start, mine), { ...live, client_message_id: undefined } as unknown as Message).items[1]?.client_message_id, 'c-1');
});

test('A fresher address of a picture takes the place of the old one', () => {
  const picture = (url: string) => message(1, { kind: 'image', content: { image: { file_id: 'f', width: 1, height: 1, url } } });

  const thread = mergeBefore(mergeLatest(emptyThread, page([picture('/old')], 1)), page([picture('/new')], 1));

  assert.equal(thread.items[0]?.content?.image?.url, '/new');
});

test('Unread counts what people and machines of the shop said, not what happened', () => {
  const items = [message(1, { author: 'customer' }), message(2), message(3, { kind: 'event', author: 'system' }), message(4, { author: 'automatic' })];

  const thread = mergeLatest(emptyThread, page(items, 4));

  assert.equal(unread(thread, 0), 2);
  assert.equal(unread(thread, 2), 1);
  assert.equal(unread(thread, 4), 0);
});

test('Our own words are sent, delivered, read; marks only grow', () => {
  const mine = message(2, { author: 'customer' });
  const at = (delivered: number, read: number) => mergeLatest(emptyThread, page([mine], 2, { marks: { customer_delivered: 0, customer_read: 0, agent_delivered: delivered, agent_read: read } }));

  assert.equal(progress(at(1, 1), mine), 'sent');
  assert.equal(progress(at(2, 1), mine), 'delivered');
  assert.equal(progress(at(2, 2), mine), 'read');
  assert.equal(progress(mergeLatest(at(2, 2), page([mine], 2, { marks: { customer_delivered: 0, customer_read: 0, agent_delivered: 1, agent_read: 0 } })), mine), 'read');
});

test('However live messages are lost, repeated and shuffled: catching up leads to the stored thread', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed);
    const stored: Message[] = [];
    for (let sequence = 1; sequence <= 60; sequence++) if (random() > 0.2) stored.push(message(sequence)); // the rest are notes
    const last = 60;
    let thread: Thread = mergeLatest(emptyThread, page(stored.slice(0, 3), stored[2]!.sequence));
    const fetchAfter = (reach: number): ThreadPage => {
      const rest = stored.filter((m) => m.sequence > reach);
      return page(rest.slice(0, 7), last, { conversation_id: first, more: rest.length > 7 });
    };

    const live = stored.flatMap((m) => (random() < 0.3 ? [] : random() < 0.3 ? [m, m] : [m])).sort(() => random() - 0.5);
    for (const m of live) thread = add(thread, m);
    for (let round = 0; round < 20; round++) thread = mergeAfter(thread, fetchAfter(thread.reach));

    assert.deepEqual(sequences(thread), stored.map((m) => m.sequence), `seed ${seed}`);
    assert.deepEqual([...thread.items].sort(compare), thread.items);
    assert.equal(thread.reach, last);
  }
});
