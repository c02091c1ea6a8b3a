import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Hub } from '../src/net/hub';
import { settle } from './given';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
afterEach(() => mock.timers.reset());

/** A server that can be out of reach or refuse the token, and every connection that was made to it. */
function line() {
  const made: Connection[] = [];
  let reach = true;
  let joins = true;
  class Connection {
    open = false;
    #closed: (() => void)[] = [];
    async start() { if (!reach) throw new Error('down'); this.open = true; }
    async invoke() { return joins; }
    on() {}
    onclose(act: () => void) { this.#closed.push(act); }
    async stop() { if (this.open) { this.open = false; for (const act of this.#closed) act(); } }
  }
  const states: string[] = [];
  const refused = { count: 0 };
  const hub = new Hub('', { token: () => 't', events: () => undefined, state: (state) => void states.push(state), refused: () => void refused.count++ }, async () => ({
    connect: () => { const one = new Connection(); made.push(one); return one as never; },
  }));
  return {
    hub, made, states, refused, set reach(value: boolean) { reach = value; }, set joins(value: boolean) { joins = value; },
    get open() { return made.filter((one) => one.open).length; },
  };
}

test('A start while the next try waits for its time leaves one connection', async () => {
  const server = line();
  server.reach = false;
  server.hub.start();
  await settle();
  assert.equal(server.hub.state, 'off');

  server.reach = true;
  server.hub.start();
  await settle();
  mock.timers.tick(30_000);
  await settle();

  assert.equal(server.open, 1);
  assert.equal(server.made.length, 2);
  assert.equal(server.hub.state, 'on');
});

test('Restarts on top of each other leave one connection, and a stop leaves none', async () => {
  const server = line();

  server.hub.start();
  server.hub.restart();
  server.hub.restart();
  await settle();
  server.hub.restart();
  await settle();
  assert.equal(server.open, 1);
  assert.equal(server.hub.state, 'on');

  server.hub.restart();
  server.hub.stop();
  await settle();
  mock.timers.tick(30_000);
  await settle();
  assert.equal(server.open, 0);
  assert.equal(server.hub.state, 'off');
});

test('A connection that breaks is made again; a token that is refused is told', async () => {
  const server = line();
  server.hub.start();
  await settle();

  server.joins = false;
  await server.made[0]!.stop();
  mock.timers.tick(1200);
  await settle();
  assert.equal(server.refused.count, 1);
  server.joins = true;
  mock.timers.tick(2200);
  await settle();

  assert.deepEqual(server.states, ['connecting', 'on', 'off', 'connecting', 'off', 'connecting', 'on']);
  assert.equal(server.open, 1);
});
