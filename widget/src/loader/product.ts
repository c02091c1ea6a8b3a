// The product a shop page shows: schema.org JSON-LD first, Open Graph second. Read as data, cut to size, never trusted.
import { line, money, product, web } from '../model/protocol';
import type { ProductPart } from '../model/wire';

type Fields = Record<string, unknown>;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const types = (node: Fields) => list(node['@type']).map((type) => String(type).replace(/^https?:\/\/schema\.org\//, ''));

/** The first Product anywhere in the document: alone, in a list, in a @graph, or as what a page is about. */
function find(value: unknown, depth = 0): Fields | null {
  if (depth > 6) return null;
  for (const node of list(value)) {
    if (!isFields(node)) continue;
    if (types(node).some((type) => /^Product(Group|Model)?$|^IndividualProduct$/.test(type))) return node;
    for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'item']) {
      // A list of many products is a category page, not a product.
      if (key === 'itemListElement' && list(node[key]).length > 1) continue;
      const found = key in node ? find(node[key], depth + 1) : null;
      if (found) return found;
    }
  }
  return null;
}

/** An address is text, or an object that has one. */
function address(value: unknown, base: string): string | undefined {
  const first = list(value)[0];
  const text = isFields(first) ? first.url ?? first.contentUrl ?? first['@id'] : first;
  if (typeof text !== 'string' || !text.trim()) return undefined;
  try {
    return web(new URL(text.trim(), base).href);
  } catch {
    return undefined;
  }
}

export function fromJsonLd(texts: readonly string[], base: string): ProductPart | undefined {
  for (const text of texts) {
    let node: Fields | null = null;
    try {
      node = find(JSON.parse(text));
    } catch {
      continue; // a shop's mistake is not ours
    }
    if (!node) continue;
    const offer = list(node.offers).filter(isFields)[0];
    const detail = offer && list(offer.priceSpecification).filter(isFields)[0];
    const found = product({
      title: typeof node.name === 'string' ? node.name : undefined,
      url: address(node.url ?? offer?.url, base) ?? web(base),
      image_url: address(node.image, base),
      external_id: [node.sku, node.productID, node.mpn, node.gtin13].map((id) => line(typeof id === 'number' ? String(id) : id, 100)).find(Boolean),
      price: offer && money(offer.price ?? offer.lowPrice ?? detail?.price, offer.priceCurrency ?? detail?.priceCurrency),
    });
    if (found) return found;
  }
  return undefined;
}

export function fromOpenGraph(meta: (property: string) => string | null, base: string): ProductPart | undefined {
  const amount = meta('product:price:amount') ?? meta('og:price:amount');
  if (!/product/i.test(meta('og:type') ?? '') && amount === null) return undefined;
  return product({
    title: meta('og:title'), url: address(meta('og:url'), base) ?? web(base), image_url: address(meta('og:image'), base),
    external_id: meta('product:retailer_item_id'), price: money(amount, meta('product:price:currency') ?? meta('og:price:currency')),
  });
}

export function readProduct(page: Document): ProductPart | undefined {
  const scripts = [...page.querySelectorAll('script[type="application/ld+json"]')].map((script) => script.textContent ?? '');
  const meta = (property: string) =>
    page.querySelector(`meta[property="${property}"],meta[name="${property}"]`)?.getAttribute('content') ?? null;
  return fromJsonLd(scripts, page.baseURI) ?? fromOpenGraph(meta, page.baseURI);
}

/** What a shop hands over itself: our own names, or the obvious short ones. */
export function fromCall(value: unknown, base: string, currency: string): ProductPart | undefined {
  if (!isFields(value)) return undefined;
  const price = isFields(value.price) ? money(value.price.amount, value.price.currency) : money(value.price, value.currency ?? currency);
  return product({
    title: value.title ?? value.name, url: address(value.url, base) ?? web(base), image_url: address(value.image_url ?? value.image, base),
    external_id: typeof value.external_id === 'number' ? String(value.external_id) : value.external_id ?? value.id ?? value.sku, price,
  });
}
