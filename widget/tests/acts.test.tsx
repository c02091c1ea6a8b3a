import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Window } from 'happy-dom';
import { Acts } from '../src/chat/acts';
import type { Chat } from '../src/chat/chat';
import type { State } from '../src/chat/state';
import { emptyThread, mergeLatest, type Thread } from '../src/model/thread';
import type { Look, OrderPart } from '../src/model/wire';
import { Refused, type Api } from '../src/net/api';
import { memoryStore } from '../src/net/storage';
import { first, message, page } from './given';

const window = new Window({ url: 'https://chat.example/' });
Object.assign(globalThis, {
  window, self: globalThis, document: window.document, HTMLElement: window.HTMLElement, ResizeObserver: window.ResizeObserver, requestAnimationFrame: (f: () => void) => setTimeout(f, 0),
});

const look: Look = {
  channel_id: 'c', name: 'Shop', color: '#C8372D', signatures: [], signature_seconds: 300, currency: 'CNY', open: true,
  entries: [{ zh: '物流', en: 'Parcel', action: 'text', value: 'Where is it?' }, { zh: '订单', en: 'My order', action: 'order' }, { zh: '人工', en: 'A person', action: 'person' }, { zh: '新品', en: 'New', action: 'link', value: 'https://shop.example/' }],
  rating: { asked: true, look: 'stars', questions: [{ id: 'q', zh: '还有吗', en: 'Anything else?', kind: 'text' }] }, offline_form: true,
};
const order: OrderPart = { order_id: 'o-1', external_id: 'A-1001', trade_status: 'shipped', total: { amount: '129.00', currency: 'CNY' }, items: [{ title: 'A cup', quantity: 2, image_url: 'javascript:alert(1)' }], item_count: 3 };

/** The window over a chat whose acts are real and whose server is in the test's hands. */
async function screen(begin: Partial<State>, api: Partial<Record<keyof Api, (...given: never[]) => Promise<unknown>>> = {}) {
  const { render } = await import('preact');
  const { App } = await import('../src/view/App');
  const listeners = new Set<() => void>();
  const sent: unknown[] = [];
  const tab = memoryStore();
  const drawn = () => new Promise((resolve) => setTimeout(resolve, 120));
  const set = (change: Partial<State>) => {
    chat.state = { ...chat.state, ...change };
    for (const listener of listeners) listener();
  };
  const acts = new Acts({
    api: api as unknown as Api, store: memoryStore(), tab, token: () => 't', get: () => chat.state, set, thread: (thread: Thread) => set({ thread }), catchUp: () => undefined, refused: () => undefined,
  });
  const chat = {
    state: {
      phase: 'ready', trouble: false, look, thread: emptyThread, pending: [], hub: 'on', online: true, typing: null, unread: 0, product: null, loadingOlder: false, shown: true, locale: 'en',
      identified: false, left: false, invitation: null, ...begin,
    } as State,
    acts, draft: '', pictures: { progress: new Map(), viewOf: () => undefined }, setAtBottom: () => undefined, typed: () => undefined,
    subscribe: (listener: () => void) => { listeners.add(listener); return () => listeners.delete(listener); },
    sendText: (text: string) => sent.push(text), sendOrder: (picked: OrderPart) => sent.push(picked.order_id),
  };
  const root = window.document.body as unknown as HTMLElement;
  render(null, root);
  render(<App chat={chat as unknown as Chat} onClose={null} />, root);
  await drawn();
  const button = (name: string) => [...root.querySelectorAll<HTMLElement>('button, a')].find((one) => one.textContent === name);
  const press = async (name: string) => { button(name)!.click(); await drawn(); };
  return { root, chat, set, drawn, press, button, sent, tab };
}

const resolved = (more = {}) => mergeLatest(emptyThread, page([message(1, { author: 'customer' }), message(2)], 3, { status: 'resolved', agent_name: 'Lan', ...more }));

test('The shop’s entries do what they say; an order is picked only by whom the shop vouches for', async () => {
  const asked: string[] = [];
  const { press, button, set, drawn, sent, root } = await screen({}, { person: async () => void asked.push('person'), orders: async () => ({ items: [order] }) });
  assert.equal(button('My order'), undefined);
  assert.equal(button('New')!.getAttribute('href'), 'https://shop.example/');
  await press('Parcel');
  await press('A person');
  assert.deepEqual([sent, asked], [['Where is it?'], ['person']]);

  set({ identified: true });
  await drawn();
  await press('My order');
  assert.equal(root.querySelector('.sheet img'), null, 'an address that is none is no picture');
  root.querySelector<HTMLElement>('.sheet .order')!.click();
  await drawn();

  assert.deepEqual(sent, ['Where is it?', 'o-1']);
  assert.equal(root.querySelector('.sheet'), null);
});

test('Once begun only the entries stay that lead elsewhere', async () => {
  const { button } = await screen({ thread: mergeLatest(emptyThread, page([message(1, { author: 'customer' })], 1, { status: 'open', agent_name: 'Lan' })), identified: true });

  assert.deepEqual(['Parcel', 'My order', 'A person', 'New'].map((name) => button(name) !== undefined), [false, true, false, true]);
});

test('At the end the visitor is asked once, rates, and may change it for a day', async () => {
  const given: unknown[] = [];
  const rate = async (_: string, request: { score?: number }) => {
    given.push(request);
    return { score: request.score, answers: [], at: '2026-11-22T09:00:00Z', change_until: new Date(Date.now() + 60_000).toISOString() };
  };
  const { root, press, button, drawn } = await screen({ thread: resolved() }, { rate: rate as never });
  root.querySelector<HTMLInputElement>('input[value="4"]')!.click();
  await drawn();
  const words = root.querySelector<HTMLTextAreaElement>('.rating textarea')!;
  words.value = 'great';
  words.dispatchEvent(new window.Event('input', { bubbles: true }) as unknown as Event);
  await drawn();
  root.querySelector<HTMLFormElement>('form.rating')!.dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true }) as unknown as Event);
  await drawn();

  assert.deepEqual(given, [{ conversation_id: first, score: 4, answers: [{ question_id: 'q', answer: 'great' }] }]);
  assert.match(root.querySelector('.rated')!.textContent!, /★★★★/);
  assert.ok(button('Change'));
  await press('Change');
  assert.ok(root.querySelector('form.rating'));
});

test('Whoever declines is not asked again, and nobody is asked about what is not over', async () => {
  const { root, press } = await screen({ thread: resolved() }, { rate: (async () => ({ answers: [], at: '', change_until: '' })) as never });
  await press('Not now');
  assert.equal(root.querySelector('form.rating'), null);

  for (const thread of [resolved({ status: 'open' }), resolved({ agent_name: undefined })]) assert.equal((await screen({ thread })).root.querySelector('form.rating'), null);
  assert.equal((await screen({ thread: resolved(), look: { ...look, rating: undefined } })).root.querySelector('form.rating'), null);
});

test('While nobody answers contact data can be left; a refusal says why and loses nothing', async () => {
  let refuse = true;
  const ids = new Set<unknown>();
  const offline = async (_: string, form: { client_message_id: string }) => {
    ids.add(form.client_message_id);
    if (refuse) throw new Refused(400, 'offline.bad_phone');
  };
  const { root, press, drawn, tab, chat } = await screen({ look: { ...look, staffed: false } }, { offline: offline as never });
  await press('Leave your contact');
  const fill = (selector: string, value: string) => {
    const field = root.querySelector<HTMLInputElement>(selector)!;
    field.value = value;
    field.dispatchEvent(new window.Event('input', { bubbles: true }) as unknown as Event);
  };
  fill('.leave input[autocomplete=name]', 'Ming');
  await drawn();
  fill('.leave input[type=tel]', '12');
  await drawn();
  const submit = async () => {
    root.querySelector<HTMLFormElement>('form.leave')!.dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true }) as unknown as Event);
    await drawn();
  };
  await submit();
  assert.match(root.querySelector('.leave [role=alert]')!.textContent!, /phone number/);
  assert.equal(root.querySelector<HTMLInputElement>('.leave input[autocomplete=name]')!.value, 'Ming');

  refuse = false;
  await submit();
  assert.deepEqual([ids.size, chat.state.left, tab.get('left')], [1, true, '1']);
  assert.match(root.querySelector('.left')!.textContent!, /We have your message/);
});

test('The blocked read one neutral line and can do nothing', async () => {
  const { root } = await screen({ phase: 'blocked' });

  assert.match(root.querySelector('.shut')!.textContent!, /not available/);
  assert.equal(root.querySelector('textarea'), null);
});

test('An order card is text and pictures of the web, and what is not understood is no empty bubble', async () => {
  const thread = mergeLatest(emptyThread, page([
    message(1, { author: 'customer', kind: 'order', text: '', content: { order: { ...order, items: [{ title: '<img src=x onerror=alert(1)>', quantity: 1 }] } } }),
    message(2, { kind: 'hologram' as never, text: '' }), message(3, { kind: 'event', text: 'rated' }),
  ], 3));
  const { root } = await screen({ thread });

  assert.equal(root.querySelectorAll('article').length, 1);
  assert.equal(root.querySelector('.order img'), null);
  assert.match(root.querySelector('.order')!.textContent!, /A-1001.*<img src=x/);
});
