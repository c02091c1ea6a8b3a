import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Window } from 'happy-dom';
import type { Chat } from '../src/chat/chat';
import type { State } from '../src/chat/state';
import type { Pending } from '../src/model/outbox';
import { add, emptyThread, mergeBefore, mergeLatest } from '../src/model/thread';
import { message, page } from './given';

const window = new Window({ url: 'https://chat.example/' });
Object.assign(globalThis, {
  window, self: globalThis, document: window.document, HTMLElement: window.HTMLElement, ResizeObserver: window.ResizeObserver, requestAnimationFrame: (f: () => void) => setTimeout(f, 0),
});

const pending: Pending = { id: 'p', order: 1, at: 0, kind: 'text', text: 'mine', visitor: 'v', identified: false, attempts: 1, notBefore: 0 };

/** The whole window over a chat that only shows what it is told. */
async function screen(begin: Partial<State>) {
  const { render } = await import('preact');
  const { App } = await import('../src/view/App');
  const listeners = new Set<() => void>();
  const chat = {
    state: {
      phase: 'ready', trouble: false, look: null, thread: emptyThread, pending: [], hub: 'on', online: true, typing: null, unread: 0, product: null, quote: null, recallSeconds: 120, refused: null, loadingOlder: false, shown: true, locale: 'en', ...begin,
    } as State,
    draft: '', pictures: { progress: new Map(), viewOf: () => undefined }, recalls: { wordsOf: () => undefined },
    subscribe: (listener: () => void) => { listeners.add(listener); return () => listeners.delete(listener); },
    setAtBottom: () => undefined, typed: () => undefined,
    hideProduct: () => show({ product: null }), sendProduct: () => show({ product: null }),
  };
  const drawn = () => new Promise((resolve) => setTimeout(resolve, 120));
  const show = (change: Partial<State>) => {
    chat.state = { ...chat.state, ...change };
    for (const listener of listeners) listener();
    return drawn();
  };
  const root = window.document.body as unknown as HTMLElement;
  render(null, root);
  render(<App chat={chat as unknown as Chat} onClose={null} />, root);
  await drawn();
  return { root, chat, show, drawn, said: () => [...root.querySelectorAll('main > [aria-live] p')].map((line) => line.textContent) };
}

test('A screen reader hears what arrives and what failed, not the history and not own words', async () => {
  const { root, chat, show, said } = await screen({});
  await show({ thread: mergeLatest(emptyThread, page([message(5), message(6)], 6, { more: true })) });
  await show({ thread: mergeBefore(chat.state.thread, page([message(4)], 6)) });
  await show({ pending: [pending] });
  assert.deepEqual(said(), []);

  await show({ pending: [], thread: add(chat.state.thread, message(7, { author: 'customer', text: 'mine', client_message_id: 'p' })) });
  assert.deepEqual(said(), []);
  await show({ thread: add(chat.state.thread, message(8, { sender_name: 'Lan', text: 'hello' })) });
  assert.deepEqual(said(), ['Lan: hello']);
  await show({ pending: [{ ...pending, id: 'q', text: 'too much' }] });
  await show({ pending: [{ ...pending, id: 'q', text: 'too much', failed: 'too_long' }] });
  assert.deepEqual(said(), ['Lan: hello', 'The message is too long: too much']);

  assert.equal(root.querySelector('[role=log]')?.getAttribute('aria-live'), 'off');
});

test('Who dismisses or sends the offered product goes on in the composer', async () => {
  for (const press of ['Dismiss', 'Send']) {
    const { root, drawn } = await screen({ product: { title: 'A cup' } });
    const button = [...root.querySelectorAll<HTMLElement>('.offer button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === press)!;
    button.focus();

    button.click();
    await drawn();

    assert.equal(root.querySelector('.offer'), null);
    assert.equal(window.document.activeElement, root.querySelector('textarea'));
  }
});

test('A file, a sticker, an answer and what was taken back each show as what they are', async () => {
  const { root } = await screen({
    thread: mergeLatest(emptyThread, page([
      message(1, { kind: 'file', text: '', content: { file: { file_id: 'f', name: '尺码表.xlsx', content_type: 'x/spreadsheet', bytes: 15_000, url: '/api/v1/files/f' } } }),
      message(2, { kind: 'sticker', text: '', content: { sticker: { code: 'coming' } } }),
      message(3, { author: 'customer', text: 'yes', content: { quote: { conversation_id: message(1).conversation_id, sequence: 1, message: { author: 'agent', kind: 'file', excerpt: '尺码表.xlsx', sender_name: 'Lan' } } } }),
      message(4, { text: '', recalled_at: '2026-11-22T09:42:00.000Z', sender_name: 'Lan' }),
    ], 4)),
  });

  assert.equal(root.querySelector('.file a')?.getAttribute('href'), '/api/v1/files/f');
  assert.equal(root.querySelector('.file-words')?.textContent, '尺码表.xlsx15 kB');
  assert.equal(root.querySelector('.sticker')?.getAttribute('alt'), 'Shopkeeper: coming');
  assert.equal(root.querySelector('.quote')?.textContent, 'Lan: File 尺码表.xlsx');
  assert.equal(root.querySelector('.event')?.textContent, 'Lan recalled a message');
});
