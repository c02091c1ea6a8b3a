import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, pieces, webAddress } from '../src/model/text';
import { inkOn } from '../src/view/colors';
import { dayName } from '../src/view/time';
import { textsOf } from '../src/texts';
import { chooseLocale } from '../src/texts/locale';

const links = (text: string) => pieces(text).filter((piece) => piece.href).map((piece) => piece.href);

test('Only http, https, mailto and tel become links', () => {
  assert.deepEqual(links('看 https://shop.example/a?b=1，谢谢'), ['https://shop.example/a?b=1']);
  assert.deepEqual(links('mailto:a@b.example tel:+8613800000000 a.b@c.example'), ['mailto:a@b.example', 'tel:+8613800000000', 'mailto:a.b@c.example']);
  for (const bad of ['javascript:alert(1)', 'data:text/html,<b>', 'vbscript:x', 'file:///etc/passwd', 'ftp://x', '<img src=x onerror=alert(1)>', 'java\nscript:alert(1)', 'shop.example'])
    assert.deepEqual(links(bad), [], bad);
  assert.deepEqual(links('https://x.example/"onmouseover="alert(1)'), ['https://x.example/']);
});

test('Cutting links out never changes the text', () => {
  for (const text of ['', 'a', 'https://a.example.', '(https://a.example/x_(y))', '在https://a.example；好', '{{constructor.constructor("x")()}} ${7*7} @(1+1)', 'a@b', 'https://']) {
    assert.equal(pieces(text).map((piece) => piece.text).join(''), text);
  }
  assert.deepEqual(links('(https://a.example).'), ['https://a.example/']);
});

test('What is typed is made fit to be stored: NFC, no NUL, no half characters', () => {
  assert.equal(clean('  e\u0301\u0000\n'), 'é');
  assert.equal(clean('a\ud83d b 😀'), 'a\ufffd b 😀');
  assert.equal(clean(' \n\t '), '');
  assert.equal(clean('一\n\n二'), '一\n\n二');
});

test('Addresses from outside are http and https or nothing', () => {
  assert.equal(webAddress('javascript:alert(1)'), undefined);
  assert.equal(webAddress('data:image/svg+xml,x'), undefined);
  assert.equal(webAddress('https://x.example/p'), 'https://x.example/p');
});

test('The ink on the shop’s colour is readable', () => {
  assert.equal(inkOn('#C8372D'), 'white');
  assert.equal(inkOn('#FFD54F'), 'ink');
});

test('Days are named as people name them', () => {
  const now = new Date(2026, 0, 1, 9);
  assert.equal(dayName(new Date(2026, 0, 1, 8).getTime(), textsOf('zh'), now), '今天');
  assert.equal(dayName(new Date(2025, 11, 31, 23).getTime(), textsOf('zh'), now), '昨天');
  assert.equal(dayName(new Date(2025, 11, 3).getTime(), textsOf('zh'), now), '2025年12月3日');
  assert.equal(dayName(new Date(2025, 11, 3).getTime(), textsOf('en'), now), 'Dec 3, 2025');
});

test('The language is the page’s wish, else the browser’s', () => {
  assert.equal(chooseLocale('en', ['zh-CN']), 'en');
  assert.equal(chooseLocale(null, ['zh-TW', 'en']), 'zh');
  assert.equal(chooseLocale(undefined, ['de', 'zh']), 'en');
});

test('Both languages say everything, with nothing left over', () => {
  const shape = (value: unknown): unknown => (typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort().map(([key, inner]) => [key, shape(inner)])) : typeof value);
  assert.deepEqual(shape(textsOf('zh')), shape(textsOf('en')));
});
