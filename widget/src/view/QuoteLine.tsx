// The message that another answers, on one line; a press goes to it.
import type { QuotedMessage, QuotePart } from '../model/wire';
import type { Texts } from '../texts';

export const quotedName = (said: QuotedMessage | undefined, texts: Texts): string =>
  said?.author === 'customer' ? texts.me : said?.sender_name ?? texts.shop;

export function quotedWords(said: QuotedMessage | undefined, texts: Texts): string {
  if (!said || said.recalled) return texts.quoteGone;
  return [kindWord(said, texts), said.excerpt].filter(Boolean).join(' ');
}

export function kindWord({ kind }: { readonly kind: string }, texts: Texts): string {
  return kind === 'image' ? texts.image : kind === 'file' ? texts.file : kind === 'sticker' ? texts.sticker : kind === 'order' ? texts.order : '';
}

export function QuoteLine({ quote, texts, onGo }: { quote: QuotePart; texts: Texts; onGo: () => void }) {
  return (
    <button type="button" class="quote" title={texts.quoteGo} onClick={onGo}>
      <b>{texts.said(quotedName(quote.message, texts), '')}</b><span>{quotedWords(quote.message, texts)}</span>
    </button>
  );
}
