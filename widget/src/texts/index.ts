import type { Locale } from '../model/protocol';
import { app as en } from './en';
import { app as zh } from './zh';

export type Texts = typeof zh;
export const textsOf = (locale: Locale): Texts => (locale === 'zh' ? zh : en);
