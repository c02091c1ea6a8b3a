import assert from 'node:assert/strict';
import { test } from 'node:test';
import { away, entriesOf, https, ratingOf } from '../src/model/offers';
import type { Look } from '../src/model/wire';

const look = (more: Partial<Look>): Look => ({ channel_id: 'c', name: 'Shop', color: '#C8372D', signatures: [], signature_seconds: 300, currency: 'CNY', open: true, ...more });

test('A quick entry that cannot be understood is not shown, whatever server sent it', () => {
  const entries = entriesOf(look({
    entries: [
      { zh: '物流', en: 'Parcel', action: 'text' }, { zh: '新品', action: 'link', value: 'https://shop.example/new' }, { zh: '坏', action: 'link', value: 'javascript:alert(1)' },
      { zh: '坏', action: 'link', value: 'http://shop.example' }, { zh: '坏', action: 'dance' }, { zh: ' ', action: 'text' }, 7, null, { zh: '人工', action: 'person' }, { action: 'order' },
    ],
  }), 'en');

  assert.deepEqual(entries, [
    { action: 'text', label: 'Parcel', text: 'Parcel' }, { action: 'link', label: '新品', url: 'https://shop.example/new' }, { action: 'person', label: '人工' },
  ]);
  for (const wrong of [undefined, null, {}, 'x', [1, 2]]) assert.deepEqual(entriesOf(look({ entries: wrong }), 'zh'), []);
});

test('Only https leads out of the chat', () => {
  for (const bad of ['', 'http://a.example', 'javascript:alert(1)', 'data:text/html,x', '//a.example', '/path', 'https://u:p@a.example', undefined]) assert.equal(https(bad), null, String(bad));
  assert.equal(https(' https://a.example/?q=1 '), 'https://a.example/?q=1');
});

test('The rating asks what the shop asks, as far as this page understands it', () => {
  const form = ratingOf(look({
    rating: {
      asked: true, look: 'faces',
      questions: [{ id: 'a', zh: '还有吗', kind: 'text' }, { id: 'b', zh: '选', kind: 'choice', choices: [{ zh: '是', en: 'Yes' }, { zh: '否' }] }, { id: 'c', zh: '空', kind: 'choice', choices: [] }, { id: 'd', zh: '新', kind: 'slider' }, { zh: '无号', kind: 'text' }],
    },
  }), 'en');

  assert.equal(form?.look, 'faces');
  assert.deepEqual(form?.questions.map((question) => [question.id, question.choices]), [['a', []], ['b', ['Yes', '否']]]);
  assert.equal(ratingOf(look({ rating: { asked: false, questions: [] } }), 'zh'), null);
  assert.equal(ratingOf(look({}), 'zh'), null);
});

test('Nobody answers outside the hours, until they begin, and while every desk is empty', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');

  assert.equal(away(look({}), now), false);
  assert.equal(away(look({ staffed: false }), now), true);
  assert.equal(away(look({ open: false }), now), true);
  assert.equal(away(look({ open: false, opens_at: '2026-11-22T13:00:00Z' }), now), true);
  assert.equal(away(look({ open: false, opens_at: '2026-11-22T11:00:00Z' }), now), false);
  assert.equal(away(null, now), false);
});
