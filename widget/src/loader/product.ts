// The product a shop page shows: schema.org JSON-LD first, Open Graph second. This only finds it; the app checks, cuts and judges every field.
type Fields = Record<string, unknown>;

/** As found on the page: nothing in here is checked yet. */
export interface Found {
  readonly title: unknown;
  readonly url?: unknown;
  readonly image_url?: unknown;
  readonly external_id?: unknown;
  readonly price?: { readonly amount: unknown; readonly currency: unknown } | undefined;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const fields = (value: unknown): Fields => list(value).find(isFields) ?? {};

/** The first Product anywhere in the document: alone, in a list, in a @graph, or as what a page is about. */
function find(value: unknown, depth = 0): Fields | undefined {
  if (depth > 6) return undefined;
  for (const node of list(value)) {
    if (!isFields(node)) continue;
    if (list(node['@type']).some((type) => /(^|\/)(Product(Group|Model)?|IndividualProduct)$/.test(String(type)))) return node;
    for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'item']) {
      // A list of many products is a category page, not a product.
      const found = key === 'itemListElement' && list(node[key]).length > 1 ? undefined : find(node[key], depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** An address is text, or an object that has one; relative ones count from the page. */
function address(value: unknown, base: string): string | undefined {
  const first = list(value)[0];
  const text = isFields(first) ? first.url ?? first.contentUrl ?? first['@id'] : first;
  try {
    return text ? new URL(String(text), base).href : undefined;
  } catch {
    return undefined;
  }
}

const web = (value: string | undefined, base: string) => (value?.startsWith('http') ? value : base);

export function fromJsonLd(texts: readonly string[], base: string): Found | undefined {
  for (const text of texts) {
    try {
      const node = find(JSON.parse(text));
      if (!node?.name) continue;
      const offer = fields(node.offers);
      const detail = fields(offer.priceSpecification);
      return {
        title: node.name, url: web(address(node.url ?? offer.url, base), base), image_url: address(node.image, base),
        external_id: node.sku ?? node.productID ?? node.mpn ?? node.gtin13,
        price: { amount: offer.price ?? offer.lowPrice ?? detail.price, currency: offer.priceCurrency ?? detail.priceCurrency },
      };
    } catch {
      // a shop's mistake is not ours
    }
  }
  return undefined;
}

export function readProduct(page: Document): Found | undefined {
  const base = page.baseURI;
  const found = fromJsonLd([...page.querySelectorAll('script[type="application/ld+json"]')].map((script) => script.textContent ?? ''), base);
  if (found) return found;
  const meta = (name: string) => page.querySelector(`meta[property="${name}"],meta[name="${name}"]`)?.getAttribute('content');
  const amount = meta('product:price:amount') ?? meta('og:price:amount');
  const title = meta('og:title');
  if (!title || (!amount && !/product/.test(meta('og:type') ?? ''))) return undefined;
  return {
    title, url: web(address(meta('og:url'), base), base), image_url: address(meta('og:image'), base), external_id: meta('product:retailer_item_id'),
    price: { amount, currency: meta('product:price:currency') ?? meta('og:price:currency') },
  };
}

/** What a shop hands over itself: our own names, or the obvious short ones. */
export function fromCall(value: unknown, base: string, currency: unknown): Found | undefined {
  if (!isFields(value)) return undefined;
  return {
    title: value.title ?? value.name, url: web(address(value.url, base), base), image_url: address(value.image_url ?? value.image, base),
    external_id: value.external_id ?? value.id ?? value.sku,
    price: isFields(value.price) ? (value.price as never) : { amount: value.price, currency: value.currency ?? currency },
  };
}
