// What can be done with a message, at its side: answer it, and take back one's own while it is fresh.
import { useEffect, useState } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import { recallable } from '../model/recall';
import type { Message } from '../model/wire';
import type { Texts } from '../texts';
import { Icon } from './Icons';

export function MessageActs({ message, chat, texts, current }: { message: Message; chat: Chat; texts: Texts; current: boolean }) {
  const seconds = chat.state.recallSeconds;
  const left = Date.parse(message.at) + seconds * 1000 - Date.now();
  const [, redraw] = useState(0);
  useEffect(() => {
    if (left <= 0 || left > 86_400_000) return undefined;
    const timer = setTimeout(() => redraw((n) => n + 1), left + 50);
    return () => clearTimeout(timer);
  }, [message.id, left > 0]);
  return (
    <span class="acts">
      {current && <button type="button" class="plain" aria-label={texts.quote} title={texts.quote} onClick={() => chat.quote(message)}><Icon name="quote" size={15} /></button>}
      {recallable(message, Date.now(), seconds) && <button type="button" class="plain" aria-label={texts.recall} title={texts.recall} onClick={() => void chat.recalls.take(message)}><Icon name="undo" size={15} /></button>}
    </span>
  );
}
