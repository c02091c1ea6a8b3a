import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { accepted, plays, refuse, size } from '../src/model/files';
import { requestOf, type Pending } from '../src/model/outbox';
import { isSticker, stickers } from '../src/model/stickers';
import { app as en } from '../src/texts/en';
import { app as zh } from '../src/texts/zh';
import { message } from './given';
import { quoteOf } from '../src/model/quote';

const entry: Pending = { id: 'p', order: 1, at: 0, kind: 'file', text: '', visitor: 'v', identified: false, attempts: 0, notBefore: 0 };

test('What the list has is tried, everything else is refused before it costs anything', () => {
  for (const name of ['a.pdf', '发票.XLSX', 'voice.amr', 'a.mov', 'b.txt']) assert.equal(refuse({ name, type: '', size: 10 }), null, name);
  for (const name of ['a.exe', 'a.svg', 'a.html', 'a', 'a.pdf.js']) assert.equal(refuse({ name, type: 'application/pdf', size: 10 }), 'unsupported', name);
  assert.equal(refuse({ name: 'a.mp4', type: 'video/mp4', size: 21 * 1024 * 1024 }), 'too_large');
  assert.equal(refuse({ name: 'shot', type: 'image/png', size: 30 * 1024 * 1024 }), null, 'a picture is made smaller first');
  assert.match(accepted, /image\/png.*\.pdf/);
});

test('Sizes are said as people say them, and what a browser cannot play is only saved', () => {
  assert.deepEqual([512, 1_500, 15_400_000, 999_999].map(size), ['512 B', '1.5 kB', '15.4 MB', '1000 kB']);
  assert.deepEqual(['audio/mpeg', 'audio/amr', 'video/mp4', 'application/pdf'].map((content_type) => plays({ content_type })), ['audio', null, 'video', null]);
});

test('Only ids leave: names and addresses are the server\'s to tell', () => {
  const file = { file_id: 'f', name: 'a.pdf', content_type: 'application/pdf', bytes: 9, url: '/api/v1/files/f?s=secret' };
  assert.equal(JSON.stringify(requestOf({ ...entry, content: { file } })).includes('secret'), false);
  const quoting = requestOf({ ...entry, kind: 'text', text: 'yes', content: { quote: quoteOf(message(4)) } });
  assert.deepEqual(quoting.content, { quote: { conversation_id: message(4).conversation_id, sequence: 4 } });
  assert.deepEqual(requestOf({ ...entry, kind: 'sticker', content: { sticker: { code: 'ok' } } }).content, { sticker: { code: 'ok' } });
});

test('Every sticker is drawn and has words in both languages', () => {
  const folder = '../src/Xiaoer.Console/wwwroot/stickers';
  if (existsSync(folder)) assert.deepEqual(readdirSync(folder).map((name) => name.replace('.svg', '')).sort(), [...stickers].sort());
  for (const texts of [zh, en]) assert.deepEqual(Object.keys(texts.stickers).sort(), [...stickers].sort());
  assert.equal(isSticker('../x'), false);
});
