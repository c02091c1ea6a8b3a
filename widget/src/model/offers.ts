// What the shop's settings offer beside talking. An older or newer server may say more or less: what is not understood is left out.
import type { Locale } from './protocol';
import type { Look } from './wire';

export type Entry =
  | { readonly action: 'text'; readonly label: string; readonly text: string }
  | { readonly action: 'link'; readonly label: string; readonly url: string }
  | { readonly action: 'person' | 'order'; readonly label: string };

export interface Question { readonly id: string; readonly words: string; readonly kind: 'scale' | 'choice' | 'text'; readonly choices: readonly string[] }
export interface Form { readonly look: 'stars' | 'faces'; readonly questions: readonly Question[] }

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const word = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const said = (from: Fields, locale: Locale): string => (locale === 'en' && word(from.en)) || word(from.zh);

export function https(value: unknown): string | null {
  try {
    const url = new URL(word(value));
    return url.protocol === 'https:' && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}

export function entriesOf(look: Look | null, locale: Locale): Entry[] {
  const entries: Entry[] = [];
  for (const from of list(look?.entries)) {
    const label = said(from, locale);
    if (!label) continue;
    const url = from.action === 'link' ? https(from.value) : null;
    if (from.action === 'text') entries.push({ action: 'text', label, text: word(from.value) || label });
    else if (url) entries.push({ action: 'link', label, url });
    else if (from.action === 'person' || from.action === 'order') entries.push({ action: from.action, label });
  }
  return entries.slice(0, 8);
}

/** Null: this shop does not ask. */
export function ratingOf(look: Look | null, locale: Locale): Form | null {
  const form = fields(look?.rating);
  if (form.asked !== true) return null;
  const questions: Question[] = [];
  for (const from of list(form.questions).slice(0, 5)) {
    const words = said(from, locale);
    const choices = list(from.choices).map((choice) => said(choice, locale));
    const { id, kind } = from;
    if (words && typeof id === 'string' && (kind === 'scale' || kind === 'text' || (kind === 'choice' && choices.length > 1))) questions.push({ id, words, kind, choices });
  }
  return { look: form.look === 'faces' ? 'faces' : 'stars', questions };
}

/** Nobody answers just now: outside the office hours, or every desk is empty. */
export const away = (look: Look | null, now: number): boolean =>
  look !== null && ((!look.open && !(look.opens_at && Date.parse(look.opens_at) <= now)) || look.staffed === false);
