import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adopted, again, answered, backOff, hurried, nextStep, requestOf, tried, type Pending } from '../src/model/outbox';
import { newId } from '../src/model/ids';
import { seeded } from './given';

const entry = (more: Partial<Pending> = {}): Pending => ({
  id: 'a', order: 1, at: 0, kind: 'text', text: 'hello', visitor: 'v', identified: false, attempts: 0, notBefore: 0, ...more,
});
const half = () => 0.5;

test('The back-off has full jitter and never exceeds ten seconds', () => {
  const random = seeded(7);
  for (let attempts = 0; attempts < 40; attempts++) {
    const waits = Array.from({ length: 400 }, () => backOff(attempts, random));
    const bound = Math.min(10_000, 500 * 2 ** attempts);
    assert.ok(Math.min(...waits) >= 0 && Math.max(...waits) < bound);
    assert.ok(Math.min(...waits) < bound * 0.1 && Math.max(...waits) > bound * 0.9, 'the whole range is used');
  }
});

test('Only an acknowledgement ends the sending; a failure on the way keeps the id', () => {
  const failed = answered(tried(entry()), { code: 'offline' }, 1000, half);
  assert.equal(failed.id, 'a');
  assert.equal(failed.failed, undefined);
  assert.equal(failed.ack, undefined);
  assert.equal(failed.notBefore, 1000 + 500);

  const done = answered(failed, { ack: { id: 'm', conversation_id: 'c', sequence: 4, at: '' } }, 2000, half);
  assert.equal(done.ack?.sequence, 4);
});

test('slow_down is honoured to the end, also when the network hurries', () => {
  const slowed = answered(tried(entry()), { code: 'slow_down', retryAfterMs: 30_000 }, 1000, half);

  assert.equal(slowed.notBefore, 1000 + 30_000 + 250);
  assert.equal(hurried(slowed), slowed);
  assert.equal(hurried(entry({ notBefore: 5000 })).notBefore, 0);
});

test('What would be refused again waits for a person', () => {
  for (const code of ['too_long', 'bad_text', 'idempotency_mismatch', 'not_found', 'bad_request'])
    assert.equal(answered(entry(), { code }, 0, half).failed, code);
  for (const code of ['unavailable', 'offline', 'unauthorized', 'slow_down', 'conversation.wrong_status', 'anything_new'])
    assert.equal(answered(entry(), { code }, 0, half).failed, undefined, code);
});

test('A second try by hand keeps the id, but for a mismatch', () => {
  assert.equal(again(entry({ failed: 'too_long' }), () => 'new').id, 'a');
  assert.equal(again(entry({ failed: 'too_long' }), () => 'new').failed, undefined);
  assert.equal(again(entry({ failed: 'idempotency_mismatch' }), () => 'new').id, 'new');
});

test('Messages leave one by one in the order they were written', () => {
  const entries = [entry({ id: 'b', order: 2 }), entry({ id: 'a', order: 1, notBefore: 900 })];

  assert.deepEqual(nextStep(entries, 'v', 500), { entry: null, waitMs: 400 });
  assert.equal(nextStep(entries, 'v', 900).entry?.id, 'a');
  assert.equal(nextStep([entries[0]!, entry({ failed: 'bad_text' })], 'v', 0).entry?.id, 'b');
  assert.equal(nextStep([entries[0]!, entry({ upload: true, kind: 'image' })], 'v', 0).entry?.id, 'b');
  assert.equal(nextStep([entry({ visitor: 'other' })], 'v', 0).entry, null);
});

test('Words of an identified person never leave under another name; what may have arrived is not sent twice', () => {
  assert.deepEqual(adopted(entry(), 'w', true), entry({ visitor: 'w', identified: true }));
  assert.equal(adopted(entry({ identified: true }), 'w', true).failed, 'other_visitor');
  assert.equal(adopted(entry({ attempts: 1 }), 'w', true).failed, 'other_visitor');
  assert.equal(adopted(entry({ identified: true }), 'v', true).failed, undefined);
});

test('The body of a message is the same in every attempt, and a picture goes by its id', () => {
  const picture = entry({ kind: 'image', text: '', content: { image: { file_id: 'f', width: 2, height: 1, url: '/signed' } } });

  assert.deepEqual(requestOf(picture), { client_message_id: 'a', kind: 'image', content: { image: { file_id: 'f', width: 2, height: 1 } } });
  assert.deepEqual(requestOf(tried(entry())), requestOf(entry()));
  assert.deepEqual(requestOf(entry()), { client_message_id: 'a', kind: 'text', text: 'hello' });
});

test('Ids are version 7: unique and in the order of time', () => {
  const ids = [newId(1_700_000_000_000), newId(1_700_000_000_001), newId(1_800_000_000_000)];
  assert.deepEqual([...ids].sort(), ids);
  assert.match(ids[0]!, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(Array.from({ length: 10_000 }, () => newId())).size, 10_000);
});
