// Clock and calendar of a thread, in the visitor's own zone.
import type { Texts } from '../texts';

export function clock(at: string): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

export const dayKey = (at: string | number): string => {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
};

export function dayName(at: string | number, texts: Texts, now: Date = new Date()): string {
  const date = new Date(at);
  if (dayKey(at) === dayKey(now.getTime())) return texts.today;
  if (dayKey(at) === dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).getTime())) return texts.yesterday;
  const month = date.getMonth() + 1;
  return date.getFullYear() === now.getFullYear() ? texts.day(month, date.getDate()) : texts.dayWithYear(date.getFullYear(), month, date.getDate());
}

export function price(amount: string, currency: string): string {
  const sign: Record<string, string> = { CNY: '¥', JPY: '¥', USD: '$', EUR: '€', GBP: '£', HKD: 'HK$' };
  const short = amount.replace(/\.00$/, '');
  return sign[currency] ? `${sign[currency]}${short}` : `${short} ${currency}`;
}
