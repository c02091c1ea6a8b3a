import assert from 'node:assert/strict';
import { test } from 'node:test';
import { news, type Ear } from '../src/model/news';
import { add, emptyThread, mergeAfter, mergeBefore, mergeLatest, type Thread } from '../src/model/thread';
import { message, page, second } from './given';

/** Looks at each thread in turn and tells what was said at each look. */
function listener() {
  let ear: Ear | null = null;
  return (thread: Thread) => {
    const heard = news(ear, thread);
    ear = heard.ear;
    return heard.said.map((m) => m.text);
  };
}

test('What arrives is said once; the history, older pages and own words are not', () => {
  const look = listener();
  let thread = emptyThread;
  assert.deepEqual(look(thread), []);

  assert.deepEqual(look(thread = mergeLatest(thread, page([message(5), message(6)], 6, { more: true }))), []);
  assert.deepEqual(look(thread = mergeBefore(thread, page([message(3), message(4)], 6))), []);
  assert.deepEqual(look(thread = add(thread, message(7, { author: 'customer' }))), []);
  assert.deepEqual(look(thread = add(thread, message(9))), ['m9']);
  assert.deepEqual(look(thread = mergeAfter(thread, page([message(8), message(9), message(10)], 10))), ['m8', 'm10']);
  assert.deepEqual(look(thread), []);
  assert.deepEqual(look(add(thread, message(11, { kind: 'note' }))), []);
});

test('The first answer to a new visitor is said', () => {
  const look = listener();
  let thread = mergeLatest(emptyThread, { items: [], last_sequence: 0, more: false });
  look(thread);

  assert.deepEqual(look(thread = add(thread, message(1, { author: 'customer' }))), []);
  assert.deepEqual(look(add(thread, message(2))), ['m2']);
});

test('Another visitor’s thread in this one’s place is history', () => {
  const look = listener();
  look(mergeLatest(emptyThread, page([message(1)], 1)));
  const other = mergeLatest(emptyThread, page([message(1, { conversation_id: second }), message(2, { conversation_id: second })], 2));

  assert.deepEqual(look(other), []);
  assert.deepEqual(look(emptyThread), []);
  assert.deepEqual(look(other), []);
  assert.deepEqual(look(add(other, message(3, { conversation_id: second }))), ['m3']);
});
