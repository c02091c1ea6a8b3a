// Where the visitor types. A draft outlives everything but sending.
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import { accepted } from '../model/files';
import { clean, maxLength } from '../model/text';
import type { QuotePart } from '../model/wire';
import type { Texts } from '../texts';
import { Emoji } from './Emoji';
import { Icon } from './Icons';
import { sends } from './keys';
import { pastedFiles } from './paste';
import { quotedName, quotedWords } from './QuoteLine';

interface Props { chat: Chat; texts: Texts; input: RefObject<HTMLTextAreaElement | null>; quote: QuotePart | null; shown: boolean; onFiles: (files: Iterable<File>) => void }

export function Composer({ chat, texts, input, quote, shown, onFiles }: Props) {
  const [text, setText] = useState(() => chat.draft);
  const [emoji, setEmoji] = useState(false);
  const composing = useRef(false);
  const file = useRef<HTMLInputElement>(null);
  const emojiButton = useRef<HTMLButtonElement>(null);

  useEffect(() => grow(input.current), [text, input, shown]);
  useEffect(() => { if (quote) input.current?.focus(); }, [quote, input]);

  const change = (next: string, typing = true) => {
    setText(next);
    chat.draft = next;
    if (typing) chat.typed(next.trim() !== '');
  };
  const length = clean(text).length;
  const left = maxLength - length;
  const ready = length > 0 && left >= 0;

  const send = () => {
    // What the box holds now counts: the last key may be newer than the last drawing.
    const typed = input.current?.value ?? text;
    if (clean(typed).length > maxLength || !chat.sendText(typed)) return;
    change('', false);
    setEmoji(false);
    input.current?.focus();
  };
  const insert = (symbol: string) => {
    const box = input.current;
    const from = box?.selectionStart ?? text.length;
    const to = box?.selectionEnd ?? text.length;
    change(text.slice(0, from) + symbol + text.slice(to));
    requestAnimationFrame(() => box?.setSelectionRange(from + symbol.length, from + symbol.length));
  };
  const closeEmoji = () => { setEmoji(false); emojiButton.current?.focus(); };

  return (
    <div class="composer">
      {emoji && <Emoji texts={texts} onPick={insert} onSticker={(code) => { chat.sendSticker(code); closeEmoji(); }} onClose={closeEmoji} />}
      {quote && (
        <div class="quoting"><b>{texts.said(quotedName(quote.message, texts), '')}</b><span>{quotedWords(quote.message, texts)}</span>
          <button type="button" class="plain" aria-label={texts.unquote} title={texts.unquote} onClick={() => { chat.quote(null); input.current?.focus(); }}><Icon name="close" size={14} /></button></div>
      )}
      {left < 200 && <p class={left < 0 ? 'count over' : 'count'} role="status">{texts.left(left)}</p>}
      <div class="row">
        <button ref={emojiButton} type="button" class="plain" aria-label={texts.emoji} title={texts.emoji} aria-expanded={emoji} aria-haspopup="dialog" onClick={() => setEmoji(!emoji)}>
          <Icon name="smile" size={22} />
        </button>
        <textarea
          ref={input} rows={1} value={text} placeholder={texts.placeholder} aria-label={texts.input} autocomplete="off" enterkeyhint="send" spellcheck={false}
          onInput={(event) => change(event.currentTarget.value)}
          onCompositionStart={() => { composing.current = true; }}
          onCompositionEnd={() => { composing.current = false; }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !sends(event, composing.current)) return;
            event.preventDefault();
            send();
          }}
          onPaste={(event) => {
            const files = pastedFiles(event.clipboardData);
            if (files.length === 0) return;
            event.preventDefault();
            onFiles(files);
          }}
        />
        <button type="button" class="plain" aria-label={texts.attach} title={texts.attach} onClick={() => file.current?.click()}>
          <Icon name="clip" size={22} />
        </button>
        <input
          ref={file} type="file" class="hidden" accept={accepted} multiple tabIndex={-1} aria-hidden="true"
          onChange={(event) => { onFiles([...(event.currentTarget.files ?? [])]); event.currentTarget.value = ''; }}
        />
        <button type="button" class="send" aria-label={texts.send} title={texts.send} disabled={!ready} onClick={send}><Icon name="send" /></button>
      </div>
    </div>
  );
}

/** As high as the text, up to five lines. While the frame is hidden nothing can be measured, and a line is a line. */
function grow(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = 'auto';
  box.style.height = box.scrollHeight > 0 ? `${Math.min(box.scrollHeight, 116)}px` : '';
}
