// One message. Its text is always text: links are cut out of it, nothing is ever read as markup.
import { useState } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import type { Pending } from '../model/outbox';
import { size } from '../model/files';
import { pieces } from '../model/text';
import { progress, type Thread } from '../model/thread';
import type { ImagePart, Message } from '../model/wire';
import type { Texts } from '../texts';
import { FileCard } from './FileCard';
import { Icon } from './Icons';
import { MessageActs } from './MessageActs';
import { OrderCard } from './OrderCard';
import { ProductCard } from './ProductCard';
import { QuoteLine } from './QuoteLine';
import { StickerPicture } from './StickerPicture';
import { clock } from './time';

export function Words({ text }: { text: string }) {
  return <p>{pieces(text).map((piece, index) => piece.href
    ? <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">{piece.text}</a>
    : piece.text)}</p>;
}

/** What stays of a message that was taken back; its author may write it anew. */
export function recalledLine(message: Message, texts: Texts): string {
  return message.author === 'customer' ? texts.recalledMe : texts.recalledBy(nameOf(message, texts));
}

/** What happened, as a sentence; null for what is the desk's own business. */
export function eventLine(message: Message, texts: Texts): string | null {
  const event = message.content?.event;
  switch (event?.code ?? message.text) {
    case 'taken': return texts.taken(event?.actor_name ?? texts.shop);
    case 'transferred': return texts.transferred(event?.target_name ?? '');
    case 'resolved': return texts.resolved;
    case 'reopened': return texts.reopened;
    case 'person_wanted': return texts.personWanted;
    default: return null;
  }
}

export function nameOf({ author, sender_name }: Message, texts: Texts): string {
  switch (author) {
    case 'customer': return texts.me;
    case 'bot': return sender_name ?? texts.bot;
    case 'agent': return sender_name ?? texts.shop;
    default: return texts.automatic;
  }
}

interface Props {
  message: Message; chat: Chat; thread: Thread; texts: Texts; closes: boolean; marked: boolean; onLarger: (url: string, name: string) => void; onGo: (sequence: number) => void;
}

export function Bubble({ message, chat, thread, texts, closes, marked, onLarger, onGo }: Props) {
  const mine = message.author === 'customer';
  const automatic = message.author === 'automatic' || message.author === 'system';
  const name = nameOf(message, texts);
  const { image, file, quote, product, order } = message.content ?? {};
  return (
    <article data-at={message.conversation_id === thread.current ? message.sequence : undefined} class={`message ${mine ? 'me' : automatic ? 'them automatic' : 'them'}`}>
      <span class="hidden">{name}</span>
      {quote && <QuoteLine quote={quote} texts={texts} onGo={() => onGo(quote.sequence)} />}
      <div class="said">
        <div class="what">
          <What message={message} chat={chat} name={name} texts={texts} onLarger={onLarger} />
          {message.kind !== 'text' && message.text && (image || file || product || order) && <div class="bubble"><Words text={message.text} /></div>}
        </div>
        <MessageActs message={message} chat={chat} texts={texts} current={message.conversation_id === thread.current} />
      </div>
      {closes && (
        <div class="meta">
          {mine ? marked && <Mark state={progress(thread, message)} texts={texts} /> : <span>{name}</span>}
          <time dateTime={message.at}>{clock(message.at)}</time>
        </div>
      )}
    </article>
  );
}

/** What the message is: its kind's own look, or the words. */
function What({ message, chat, name, texts, onLarger }: Pick<Props, 'message' | 'chat' | 'texts' | 'onLarger'> & { name: string }) {
  const { image, file, sticker, product, order } = message.content ?? {};
  if (message.kind === 'image' && image)
    return <Shot key={image.url ?? ''} image={image} local={chat.pictures.viewOf(message.client_message_id)} name={texts.imageFrom(name)} texts={texts} onLarger={onLarger} onGone={() => chat.history.again(message)} />;
  if (message.kind === 'file' && file)
    return <FileCard file={file} texts={texts} onGone={() => chat.history.again(message).then(() => chat.state.thread.items.find((item) => item.id === message.id)?.content?.file?.url)} />;
  if (message.kind === 'sticker' && sticker) return <StickerPicture code={sticker.code} texts={texts} />;
  if (message.kind === 'product' && product) return <ProductCard product={product} />;
  if (message.kind === 'order' && order) return <OrderCard order={order} texts={texts} />;
  return <div class="bubble"><Words text={message.text} /></div>;
}

function Mark({ state, texts }: { state: 'sent' | 'delivered' | 'read'; texts: Texts }) {
  return <span class={`mark ${state}`}><Icon name={state === 'sent' ? 'check' : 'checks'} size={14} />{texts[state]}</span>;
}

/** Its place is kept before it is there, so that nothing jumps. */
function frameOf(image: { width: number; height: number }): { width: string; 'aspect-ratio': string } {
  const { width, height } = image.width > 0 && image.height > 0 ? image : { width: 4, height: 3 };
  const ratio = Math.min(2.5, Math.max(0.5, width / height));
  return { width: `${Math.round(Math.min(220, 240 * ratio, Math.max(width, 72)))}px`, 'aspect-ratio': String(ratio) };
}

interface ShotProps { image: ImagePart; local: string | undefined; name: string; texts: Texts; onLarger: (url: string, name: string) => void; onGone: () => Promise<void> }

function Shot({ image, local, name, texts, onLarger, onGone }: ShotProps) {
  const [gone, setGone] = useState(false);
  const ours = (address: string | undefined) => (address?.startsWith('/') || /^https?:/.test(address ?? '') ? address : undefined);
  const url = local ?? ours(image.url);
  const small = local ?? ours(image.thumbnail_url) ?? url;
  // Its signed address has run out: a fresh one comes with the message and puts a new picture in this one's place.
  const again = () => { setGone(true); onGone().catch(() => undefined); };
  return !url || gone
    ? <button type="button" class="shot gone" style={frameOf(image)} onClick={() => setGone(false)}>{texts.imageGone}</button>
    : (
      <button type="button" class="shot" style={frameOf(image)} aria-label={name} onClick={() => onLarger(url, name)}>
        <img src={small} alt="" decoding="async" onError={again} />
      </button>
    );
}

/** Not stored yet: it says so, and offers what can be done. */
export function PendingBubble({ entry, chat, texts, slow, last }: { entry: Pending; chat: Chat; texts: Texts; slow: boolean; last: boolean }) {
  const part = chat.pictures.progress.get(entry.id);
  const view = chat.pictures.viewOf(entry.id);
  return (
    <article class="message me pending">
      <span class="hidden">{texts.me}</span>
      {entry.kind === 'image'
        ? <div class="shot">{view ? <img src={view} alt={texts.image} /> : <span class="no-picture"><Icon name="picture" size={28} /></span>}
          {entry.upload && !entry.failed && <span class="progress"><progress max={1} value={part ?? 0} aria-label={texts.uploading(Math.round((part ?? 0) * 100))} /></span>}</div>
        : entry.kind === 'file'
          ? <div class="file"><div class="file-row"><span class="file-words"><b>{entry.content?.file?.name ?? entry.file?.name}</b><span class="faint">{size(entry.file?.bytes ?? 0)}</span></span></div>
            {entry.upload && !entry.failed && <span class="bar"><progress max={1} value={part ?? 0} aria-label={texts.uploading(Math.round((part ?? 0) * 100))} /></span>}</div>
          : entry.content?.sticker
            ? <StickerPicture code={entry.content.sticker.code} texts={texts} />
            : entry.kind === 'product' && entry.content?.product
              ? <ProductCard product={entry.content.product} />
              : entry.kind === 'order' && entry.content?.order
                ? <OrderCard order={entry.content.order} texts={texts} />
              : <>{entry.content?.quote && <QuoteLine quote={entry.content.quote} texts={texts} onGo={() => undefined} />}<div class="bubble"><Words text={entry.text} /></div></>}
      {(last || entry.failed || entry.upload) && <div class={entry.failed ? 'meta bad' : 'meta'}>
        <span class="mark"><Icon name={entry.failed ? 'alert' : 'clock'} size={14} />
          {entry.failed ? texts.why[entry.failed] ?? texts.failed : slow ? texts.waiting : entry.upload && part ? texts.uploading(Math.round(part * 100)) : texts.sending}</span>
        {entry.failed
          ? <button type="button" class="link" onClick={() => chat.retry(entry.id)}>{texts.again}</button>
          : slow && <button type="button" class="link" onClick={() => chat.hurry()}>{texts.now}</button>}
        {(entry.failed || entry.upload) && <button type="button" class="link" onClick={() => chat.remove(entry.id)}>{entry.failed ? texts.remove : texts.cancel}</button>}
      </div>}
    </article>
  );
}
