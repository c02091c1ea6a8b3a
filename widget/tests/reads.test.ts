import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Reads } from '../src/chat/reads';
import type { ReadMark } from '../src/model/wire';
import { settle } from './given';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
afterEach(() => mock.timers.reset());

test('Read marks go forward only and at most twice a second', async () => {
  const told: ReadMark[] = [];
  const reads = new Reads(async (mark) => void told.push(mark));

  for (let n = 1; n <= 100; n++) {
    reads.note('c', n, n);
    mock.timers.tick(20);
    await settle();
  }
  mock.timers.tick(500);
  await settle();
  reads.note('c', 50, 50);
  mock.timers.tick(1000);
  await settle();

  assert.ok(told.length <= 6, `told ${told.length} times in 2 s`);
  assert.deepEqual(told[told.length - 1], { conversation_id: 'c', delivered: 100, read: 100 });
  assert.equal(reads.readOf('c'), 100);
});

test('A mark that did not get through is told again', async () => {
  let down = true;
  const told: number[] = [];
  const reads = new Reads(async (mark) => { if (down) throw new Error('down'); told.push(mark.read); });

  reads.note('c', 3, 3);
  mock.timers.tick(1);
  await settle();
  down = false;
  mock.timers.tick(6000);
  await settle();

  assert.deepEqual(told, [3]);
});

test('What the server knows already is not told', async () => {
  const told: number[] = [];
  const reads = new Reads(async (mark) => void told.push(mark.read));

  reads.known('c', 5, 5);
  reads.note('c', 5, 5);
  mock.timers.tick(2000);
  await settle();

  assert.deepEqual(told, []);
});

test('A mark that got lost behind our back is told again', async () => {
  const told: number[] = [];
  const reads = new Reads(async (mark) => void told.push(mark.read));

  reads.note('c', 3, 3);
  mock.timers.tick(1);
  await settle();
  mock.timers.tick(15_000);
  reads.known('c', 0, 0);
  mock.timers.tick(1000);
  await settle();

  assert.deepEqual(told, [3, 3]);
});
