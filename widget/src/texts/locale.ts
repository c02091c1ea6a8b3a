import type { Locale } from '../model/protocol';

/** Chinese for whoever reads Chinese, English for the rest of the world. */
export function chooseLocale(wanted: string | null | undefined, languages: readonly string[]): Locale {
  const first = wanted || languages[0] || 'zh';
  return /^zh\b/i.test(first) ? 'zh' : 'en';
}
