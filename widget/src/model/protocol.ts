// What loader and app say to each other across the frame's border. Everything else that arrives is nobody's message.
import type { Money, Page, ProductPart } from './wire';

export type ToApp =
  | { readonly xiaoer: 1; readonly type: 'shown'; readonly shown: boolean; readonly full: boolean; readonly top: number; readonly bottom: number; readonly focus: boolean }
  | { readonly xiaoer: 1; readonly type: 'page'; readonly page: Page }
  | { readonly xiaoer: 1; readonly type: 'identify'; readonly token: string }
  | { readonly xiaoer: 1; readonly type: 'locale'; readonly locale: Locale }
  | { readonly xiaoer: 1; readonly type: 'forget' }
  /** What the visitor answered to the invitation beside the button. */
  | { readonly xiaoer: 1; readonly type: 'invited'; readonly accept: boolean }
  /** What the page keeps for us. */
  | { readonly xiaoer: 1; readonly type: 'kept'; readonly values: Kept };

export type ToLoader =
  | { readonly xiaoer: 1; readonly type: 'ready' }
  | { readonly xiaoer: 1; readonly type: 'close' }
  /** An agent offers help; without a text there is nothing to show. */
  | { readonly xiaoer: 1; readonly type: 'invite'; readonly text: string; readonly name: string; readonly yes: string; readonly no: string }
  /** The browser refuses the frame storage of its own: the page is asked to keep these, and with `all` to say everything it keeps. */
  | { readonly xiaoer: 1; readonly type: 'keep'; readonly values: Kept; readonly all?: boolean }
  | { readonly xiaoer: 1; readonly type: 'state'; readonly unread: number; readonly color: string; readonly known: boolean };

export type Kept = Readonly<Record<string, string | null>>;
export type Locale = 'zh' | 'en';

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null);

/** One line of text from outside, cut to size; undefined when it is something else or empty. */
export function line(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  // Cutting may halve a character, and some come in halves: no half is passed on.
  return text.slice(0, longest).replace(/[\ud800-\udfff]/gu, '') || undefined;
}

export function web(value: unknown): string | undefined {
  const text = line(value, 2001);
  return text && text.length <= 2000 && /^https?:\/\//i.test(text) ? text : undefined;
}

/** An amount as the server takes it: digits with a point, no more places than the currency has. */
export function money(amount: unknown, currency: unknown): Money | undefined {
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  if (!/^[A-Z]{3}$/.test(code)) return undefined;
  const plain = typeof amount === 'number' ? amount : typeof amount === 'string' ? Number(amount.replace(/[\s,¥￥$€£]/g, '') || NaN) : NaN;
  if (!Number.isFinite(plain) || plain < 0 || plain > 1e12) return undefined;
  const places = ['JPY', 'KRW', 'VND', 'CLP', 'ISK'].includes(code) ? 0 : 2;
  return { amount: plain.toFixed(places), currency: code };
}

export function product(value: unknown): ProductPart | undefined {
  const from = fields(value);
  const title = line(from?.title, 200);
  if (!from || !title) return undefined;
  const part: { -readonly [K in keyof ProductPart]: ProductPart[K] } = { title };
  const price = fields(from.price);
  const url = web(from.url);
  const image = web(from.image_url);
  const external = line(typeof from.external_id === 'number' ? String(from.external_id) : from.external_id, 100);
  const amount = price && money(price.amount, price.currency);
  if (url) part.url = url;
  if (image) part.image_url = image;
  if (external) part.external_id = external;
  if (amount) part.price = amount;
  return part;
}

export function page(value: unknown): Page | undefined {
  const from = fields(value);
  if (!from) return undefined;
  const url = web(from.url);
  const title = line(from.title, 300);
  const referrer = web(from.referrer);
  const shown = product(from.product);
  return { ...(url ? { url } : {}), ...(title ? { title } : {}), ...(referrer ? { referrer } : {}), ...(shown ? { product: shown } : {}) };
}

const size = (value: unknown) => (typeof value === 'number' && value >= 0 && value < 200 ? value : 0);

export function readToApp(data: unknown): ToApp | null {
  const from = fields(data);
  if (from?.xiaoer !== 1) return null;
  switch (from.type) {
    case 'shown':
      return typeof from.shown === 'boolean'
        ? { xiaoer: 1, type: 'shown', shown: from.shown, full: from.full === true, top: size(from.top), bottom: size(from.bottom), focus: from.focus === true }
        : null;
    case 'page': {
      const visited = page(from.page);
      return visited ? { xiaoer: 1, type: 'page', page: visited } : null;
    }
    case 'identify':
      return typeof from.token === 'string' && from.token.length <= 4000 && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(from.token)
        ? { xiaoer: 1, type: 'identify', token: from.token }
        : null;
    case 'locale':
      return from.locale === 'zh' || from.locale === 'en' ? { xiaoer: 1, type: 'locale', locale: from.locale } : null;
    case 'invited':
      return typeof from.accept === 'boolean' ? { xiaoer: 1, type: 'invited', accept: from.accept } : null;
    case 'forget':
      return { xiaoer: 1, type: 'forget' };
    case 'kept': {
      const values = fields(from.values);
      return values && Object.values(values).every((value) => value === null || typeof value === 'string') ? { xiaoer: 1, type: 'kept', values: values as Kept } : null;
    }
    default:
      return null;
  }
}

export const isColor = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
