// A small set of what people really use in a shop's chat, and our own stickers. Arrow keys move, Enter picks, Escape leaves.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isSticker, stickers, type Sticker } from '../model/stickers';
import type { Texts } from '../texts';
import { StickerPicture } from './StickerPicture';

const groups = {
  faces: '😀 😄 😁 😂 🤣 😊 🙂 😉 😍 🥰 😘 😋 😎 🤩 🤔 🤗 😏 😌 😴 🙄 😅 😓 😢 😭 😤 😠 🥺 😱 😳 🤒 🥳 😇',
  hands: '👍 👎 👌 ✌️ 🤝 👏 🙏 💪 🤙 👋 🙌 🤞 👉 👈 ☝️ ✊ 🤟 👀',
  hearts: '❤️ 🧡 💛 💚 💙 💜 💕 💔 💯 ✨ 🌹 🌸 🎉 🎁 🌟 🔥',
  things: '🛍️ 🛒 📦 🚚 💰 🧾 💳 🏷️ 👗 👕 👖 👠 👜 🧥 📱 🎧 ☕ 🍵 🧧 ⏰ ✅ ❌ ❓ ❗',
} as const;
type Group = keyof typeof groups | 'stickers';
const names: readonly Group[] = [...(Object.keys(groups) as (keyof typeof groups)[]), 'stickers'];
const columnsOf = (group: Group) => (group === 'stickers' ? 4 : 8);

interface Props { texts: Texts; onPick: (symbol: string) => void; onSticker: (code: Sticker) => void; onClose: () => void }

export function Emoji({ texts, onPick, onSticker, onClose }: Props) {
  const [group, setGroup] = useState<Group>('faces');
  const [at, setAt] = useState(0);
  const root = useRef<HTMLDivElement>(null);
  const columns = columnsOf(group);
  const symbols: readonly string[] = group === 'stickers' ? stickers : groups[group].split(' ');

  useEffect(() => root.current?.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus(), []);
  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target as Element;
      if (!root.current?.contains(target) && !target.closest('[aria-haspopup=dialog]')) onClose();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [onClose]);

  const tabKeys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = names[(names.indexOf(group) + step + names.length) % names.length]!;
    choose(next);
    root.current?.querySelector<HTMLElement>(`#emoji-${next}`)?.focus();
  };
  const gridKeys = (event: KeyboardEvent) => {
    const move: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -at, End: symbols.length - 1 - at };
    const step = move[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(symbols.length - 1, Math.max(0, at + step));
    setAt(next);
    root.current?.querySelectorAll<HTMLElement>('.emoji-grid button')[next]?.focus();
  };
  const choose = (next: Group) => { setGroup(next); setAt(0); };

  return (
    <div
      ref={root} class="emoji" role="dialog" aria-label={texts.emoji}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onClose(); } }}
    >
      <div class="emoji-tabs" role="tablist" aria-label={texts.emoji} onKeyDown={tabKeys}>
        {names.map((name) => (
          <button key={name} id={`emoji-${name}`} type="button" role="tab" aria-selected={name === group} aria-controls="emoji-panel" tabIndex={name === group ? 0 : -1} onClick={() => choose(name)}>
            {texts.emojiGroups[name]}
          </button>
        ))}
      </div>
      <div id="emoji-panel" class={group === 'stickers' ? 'emoji-grid sticker-grid' : 'emoji-grid'} role="tabpanel" aria-labelledby={`emoji-${group}`} onKeyDown={gridKeys}>
        {symbols.map((symbol, index) => (
          <button key={symbol} type="button" tabIndex={index === at ? 0 : -1} onFocus={() => setAt(index)} onClick={() => (isSticker(symbol) ? onSticker(symbol) : onPick(symbol))}>
            {isSticker(symbol) ? <StickerPicture code={symbol} texts={texts} size={64} /> : symbol}
          </button>
        ))}
      </div>
    </div>
  );
}
