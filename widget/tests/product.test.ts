import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Window } from 'happy-dom';
import { fromCall, fromJsonLd, readProduct } from '../src/loader/product';
import { product as checked } from '../src/model/protocol';

const base = 'https://shop.example/p/1';
const read = (value: unknown) => checked(fromJsonLd([JSON.stringify(value)], base));

test('A product is read from JSON-LD wherever it hides', () => {
  const product = { '@type': 'Product', name: '雾粉连衣裙', sku: 'DR-1', image: ['/a.jpg'], offers: { '@type': 'Offer', price: '329.5', priceCurrency: 'CNY' } };
  const expected = { title: '雾粉连衣裙', url: base, image_url: 'https://shop.example/a.jpg', external_id: 'DR-1', price: { amount: '329.50', currency: 'CNY' } };

  assert.deepEqual(read(product), expected);
  assert.deepEqual(read([{ '@type': 'WebSite' }, product]), expected);
  assert.deepEqual(read({ '@graph': [{ '@type': 'BreadcrumbList', itemListElement: [{ name: 'x' }, { name: 'y' }] }, product] }), expected);
  assert.deepEqual(read({ '@type': 'WebPage', mainEntity: product }), expected);
  assert.deepEqual(read({ ...product, '@type': ['http://schema.org/Product', 'Thing'] }), expected);
});

test('Ranges, lists of offers and pictures as objects are understood', () => {
  const found = read({ '@type': 'Product', name: 'x', image: { '@type': 'ImageObject', url: 'https://cdn.example/x.png' }, offers: [{ '@type': 'AggregateOffer', lowPrice: 10, priceCurrency: 'JPY' }] });

  assert.equal(found?.image_url, 'https://cdn.example/x.png');
  assert.deepEqual(found?.price, { amount: '10', currency: 'JPY' });
});

test('A category page is not a product', () => {
  assert.equal(read({ '@type': 'ItemList', itemListElement: [{ item: { '@type': 'Product', name: 'a' } }, { item: { '@type': 'Product', name: 'b' } }] }), undefined);
});

test('What a page got wrong is left out, and nothing dangerous comes through', () => {
  assert.equal(fromJsonLd(['{broken', 'null', '"Product"', '[[[[[[[[1]]]]]]]]'], base), undefined);
  assert.equal(read({ '@type': 'Product' }), undefined);
  const found = read({ '@type': 'Product', name: `<img src=x onerror=alert(1)>${'长'.repeat(400)}`, image: 'javascript:alert(1)', url: 'data:text/html,x', offers: { price: 'a lot', priceCurrency: 'CNY' } });
  assert.equal(found?.title.length, 200);
  assert.equal(found?.image_url, undefined);
  assert.equal(found?.url, base);
  assert.equal(found?.price, undefined);
});

test('Open Graph is the second choice', () => {
  const window = new Window({ url: base });
  window.document.write('<html><head><meta property="og:type" content="product"><meta property="og:title" content="Lamp"><meta property="og:image" content="/l.jpg"><meta property="product:price:amount" content="1,299.00"><meta property="product:price:currency" content="cny"></head><body></body></html>');

  assert.deepEqual(checked(readProduct(window.document as unknown as Document)), { title: 'Lamp', url: base, image_url: 'https://shop.example/l.jpg', price: { amount: '1299.00', currency: 'CNY' } });
});

test('A page without a product has none', () => {
  const window = new Window({ url: base });
  window.document.write('<html><head><meta property="og:type" content="website"><meta property="og:title" content="Home"></head><body></body></html>');

  assert.equal(readProduct(window.document as unknown as Document), undefined);
});

test('A shop may hand its product over itself', () => {
  assert.deepEqual(checked(fromCall({ id: 7, name: 'x' }, base, '')), { title: 'x', url: base, external_id: '7' });
  assert.deepEqual(checked(fromCall({ title: 'x', external_id: 7, price: 12.5, image: '/x.png' }, base, 'CNY')),
    { title: 'x', url: base, image_url: 'https://shop.example/x.png', external_id: '7', price: { amount: '12.50', currency: 'CNY' } });
  assert.equal(fromCall('x', base, ''), undefined);
});
