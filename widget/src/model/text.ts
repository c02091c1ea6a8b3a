// What a visitor typed, made fit to be sent: the server refuses what this would change.
export const maxLength = 4000;

/** NFC, without NUL and half characters, without white space around it. */
export function clean(typed: string): string {
  return typed
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '')
    .replace(/[\ud800-\udfff]/gu, '\ufffd') // in unicode mode: halves without their other half
    .normalize('NFC')
    .replace(/^\s*\n|\s+$/g, '')
    .trim();
}

export interface Piece { readonly text: string; readonly href?: string }

// Only what names its scheme, or an e-mail address. No javascript:, no data:, nothing guessed from "shop.example".
const link = /\bhttps?:\/\/[^\s<>"'“”‘’《》「」，。；！？、（）]+|\b(?:mailto|tel):[^\s<>"'“”，。；！？、（）]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/gi;

/** Cuts a text into words and links. The text itself is never changed. */
export function pieces(text: string): readonly Piece[] {
  const result: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(link)) {
    const word = match[0].replace(/[.,;:!?)\]}*_~]+$/, (tail) => (tail.startsWith(')') && match[0].includes('(') ? ')' : ''));
    const href = addressOf(word);
    if (!href) continue;
    const at = match.index;
    if (at > from) result.push({ text: text.slice(from, at) });
    result.push({ text: word, href });
    from = at + word.length;
  }
  if (from < text.length) result.push({ text: text.slice(from) });
  return result;
}

/** The address to open, or nothing when it is not one of the four schemes. */
export function addressOf(word: string): string | undefined {
  const full = /^(https?|mailto|tel):/i.test(word) ? word : word.includes('@') ? `mailto:${word}` : word;
  try {
    const url = new URL(full);
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Addresses of pictures and product pages from outside: http and https only, or a path of this server (the demo shop's own). */
export function webAddress(text: string | undefined): string | undefined {
  if (text && /^\/(?![/\\])/.test(text)) return text;
  return text && /^https?:/i.test(text) ? addressOf(text) : undefined;
}
