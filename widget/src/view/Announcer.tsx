// Says what is new to who cannot see it: what others wrote from now on, and what could not be sent. The thread itself is silent.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { State } from '../chat/state';
import { news, type Ear } from '../model/news';
import type { Pending } from '../model/outbox';
import { isSticker } from '../model/stickers';
import type { Message } from '../model/wire';
import type { Texts } from '../texts';
import { eventLine, nameOf, recalledLine } from './Bubble';
import { kindWord } from './QuoteLine';

interface Line { readonly key: string; readonly text: string }

/** Long enough to be read aloud; then it is found in the thread only. */
const kept = 10_000;

export function Announcer({ state, texts }: { state: State; texts: Texts }) {
  const { thread, pending } = state;
  const ear = useRef<Ear | null>(null);
  const before = useRef(pending);
  const [lines, setLines] = useState<readonly Line[]>([]);

  useEffect(() => {
    const heard = news(ear.current, thread);
    const lost = failures(before.current, pending);
    ear.current = heard.ear;
    before.current = pending;
    const added = [
      ...heard.said.map((message) => ({ key: message.id, text: spoken(message, texts) })),
      ...lost.map((entry) => ({ key: `${entry.id}-${entry.attempts}`, text: texts.said(texts.why[entry.failed!] ?? texts.failed, words(entry, texts)) })),
    ].filter((line) => line.text);
    if (added.length > 0) setLines((old) => [...old, ...added]);
  }, [thread, pending, texts]);
  useEffect(() => {
    if (lines.length === 0) return undefined;
    const timer = setTimeout(() => setLines([]), kept);
    return () => clearTimeout(timer);
  }, [lines]);

  return <div class="hidden" aria-live="polite">{lines.map((line) => <p key={line.key}>{line.text}</p>)}</div>;
}

const spoken = (message: Message, texts: Texts) =>
  message.recalled_at ? recalledLine(message, texts) : (message.kind === 'event' ? eventLine(message, texts) ?? '' : texts.said(nameOf(message, texts), words(message, texts)));

const words = ({ kind, text, content }: Message | Pending, texts: Texts) =>
  [kind === 'sticker' ? stickerWord(content, texts) : kindWord({ kind }, texts), content?.file?.name ?? content?.product?.title, text].filter(Boolean).join(' ');

const stickerWord = (content: Message['content'], texts: Texts) => (isSticker(content?.sticker?.code) ? texts.stickers[content.sticker.code] : texts.sticker);

const failures = (before: readonly Pending[], now: readonly Pending[]) =>
  now.filter((entry) => entry.failed && before.find((other) => other.id === entry.id)?.failed !== entry.failed);
