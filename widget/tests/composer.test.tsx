import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Window } from 'happy-dom';
import { sends, type Key } from '../src/view/keys';
import { pastedFiles } from '../src/view/paste';

const enter = (more: Partial<Key> = {}): Key => ({ key: 'Enter', shiftKey: false, ...more });

test('Enter sends; Shift and Enter is a new line', () => {
  assert.equal(sends(enter(), false), true);
  assert.equal(sends(enter({ shiftKey: true }), false), false);
  assert.equal(sends({ key: 'a', shiftKey: false }, false), false);
});

test('Enter that picks a word of the input method never sends', () => {
  assert.equal(sends(enter({ isComposing: true }), false), false, 'Chrome and Firefox');
  assert.equal(sends(enter({ keyCode: 229 }), false), false, 'Safari, after compositionend');
  assert.equal(sends(enter(), true), false, 'between compositionstart and compositionend');
});

test('A paste takes files only where words are not meant', () => {
  const clipboard = (text: string, ...names: string[]) => ({ files: names.map((name) => ({ name })) as unknown as FileList, getData: () => text });
  const taken = (text: string, ...names: string[]) => pastedFiles(clipboard(text, ...names)).length;

  assert.equal(taken('', 'image.png'), 1, 'a screenshot');
  assert.equal(taken('尺码\t数量\r\nXL\t2', 'image.png'), 0, 'cells of a sheet');
  assert.equal(taken('a.png\rb.png', 'a.png', 'b.png'), 2, 'files on a Mac come with their names');
  assert.equal(taken('hello'), 0);
  assert.equal(pastedFiles(null).length, 0);
});

test('In the composer: composing with Enter keeps the words, the next Enter sends them, the draft survives', async () => {
  const window = new Window({ url: 'https://chat.example/' });
  Object.assign(globalThis, { window, document: window.document, HTMLElement: window.HTMLElement, requestAnimationFrame: (f: () => void) => setTimeout(f, 0) });
  const { render } = await import('preact');
  const { Composer } = await import('../src/view/Composer');
  const { textsOf } = await import('../src/texts');
  const sent: string[] = [];
  const chat = { draft: '', typed: () => undefined, sendText: (text: string) => { sent.push(text); return true; } };
  const input = { current: null };
  const root = window.document.body as unknown as HTMLElement;
  render(<Composer chat={chat as never} texts={textsOf('zh')} input={input} quote={null} shown onFiles={() => undefined} />, root);
  const box = root.querySelector('textarea')!;
  const press = (more: object = {}) => {
    const event = new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more });
    box.dispatchEvent(event as unknown as Event);
    return event.defaultPrevented;
  };
  const type = (text: string) => { box.value = text; box.dispatchEvent(new window.Event('input', { bubbles: true }) as unknown as Event); };

  box.dispatchEvent(new window.CompositionEvent('compositionstart', { bubbles: true }) as unknown as Event);
  type('nihao');
  press({ isComposing: true });
  press();
  assert.deepEqual(sent, []);
  assert.equal(chat.draft, 'nihao');
  type('你好');
  box.dispatchEvent(new window.CompositionEvent('compositionend', { bubbles: true }) as unknown as Event);
  press({ keyCode: 229 });
  assert.deepEqual(sent, []);
  assert.equal(press({ shiftKey: true }), false);
  assert.equal(press(), true);

  assert.deepEqual(sent, ['你好']);
  assert.equal(chat.draft, '');
});
