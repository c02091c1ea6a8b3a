import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard } from '../src/model/live';
import { quoteOf } from '../src/model/quote';
import { emptied, recall, recallable } from '../src/model/recall';
import { add, emptyThread, mergeAfter, mergeLatest } from '../src/model/thread';
import { Recalls } from '../src/chat/recalls';
import { Refused } from '../src/net/api';
import { message, page } from './given';

const at = '2026-11-22T09:42:00.000Z';
const sent = Date.parse('2026-11-22T09:41:00.000Z');
const mine = message(3, { author: 'customer', client_message_id: 'c3' });

test('Own words can be taken back for two minutes, nobody else\'s ever', () => {
  assert.equal(recallable(mine, sent + 120_000, 120), true);
  assert.equal(recallable(mine, sent + 120_001, 120), false);
  assert.equal(recallable(message(3), sent, 120), false);
  assert.equal(recallable(emptied(mine, at), sent, 120), false);
});

test('What was taken back loses its words, also where it is quoted, and no late page brings them back', () => {
  const said = [message(1), message(2), message(3, { content: { quote: quoteOf(message(2)) } })];
  let thread = mergeLatest(emptyThread, page(said, 3));

  thread = heard(thread, { cursor: 7, name: 'message.recalled', data: { message: emptied(message(2), at) } });
  thread = mergeAfter(thread, page(said, 3));

  assert.equal(thread.items[1]!.text, '');
  assert.equal(thread.items[1]!.recalled_at, at);
  assert.deepEqual(thread.items[2]!.content!.quote!.message, { author: 'agent', kind: 'text', excerpt: '', recalled: true });
  assert.equal(heard(thread, { cursor: 7, name: 'message.recalled', data: {} }), thread);
});

test('Of what was taken back further up than the screen reaches nothing is brought here', () => {
  const thread = mergeLatest(emptyThread, page([message(5), message(6)], 6, { more: true }));

  const caught = mergeAfter(thread, page([emptied(message(2), at), emptied(message(5), at), message(7)], 7));

  assert.deepEqual(caught.items.map((m) => [m.sequence, m.text]), [[5, ''], [6, 'm6'], [7, 'm7']]);
  assert.equal(recall(thread, emptied(message(2), at)), thread);
  const quoting = add(thread, message(7, { content: { quote: quoteOf(message(2)) } }));
  assert.equal(recall(quoting, emptied(message(2), at)).items[2]!.content!.quote!.message!.recalled, true);
});

test('The words stay on this page for writing anew, and a refusal is told', async () => {
  let thread = add(emptyThread, mine);
  const told: (string | null)[] = [];
  let answer = async () => undefined as void;
  const recalls = new Recalls({
    api: { recall: () => answer() } as never, token: () => 't', get: () => thread, set: (next) => { thread = next; }, told: (refused) => { told.push(refused); },
  });

  answer = () => Promise.reject(new Refused(409, 'message.too_late'));
  await recalls.take(mine);
  assert.equal(thread.items[0]!.text, 'm3');
  answer = async () => undefined;
  await recalls.take(mine);

  assert.deepEqual(told, ['message.too_late', null]);
  assert.equal(thread.items[0]!.text, '');
  assert.equal(thread.items[0]!.client_message_id, 'c3');
  assert.equal(recalls.wordsOf(mine), 'm3');
  recalls.forget();
  assert.equal(recalls.wordsOf(mine), undefined);
});
