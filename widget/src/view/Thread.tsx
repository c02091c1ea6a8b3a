// The thread: days, bubbles, lines of what happened. It stays where the reader is: at the end, or where they scrolled to.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import type { State } from '../chat/state';
import type { Message } from '../model/wire';
import type { Texts } from '../texts';
import { Bubble, eventLine, PendingBubble, recalledLine } from './Bubble';
import { Icon } from './Icons';
import { Rating } from './Rating';
import { dayKey, dayName } from './time';

interface Props { chat: Chat; state: State; texts: Texts; onLarger: (url: string, name: string) => void; onRewrite: (words: string) => void }

export function Thread({ chat, state, texts, onLarger, onRewrite }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const bottom = useRef(true);
  const before = useRef<{ first: string; height: number; top: number } | null>(null);
  const [below, setBelow] = useState(false);
  const items = state.thread.items;
  const first = items[0]?.id ?? '';

  const toEnd = () => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  // To the message that another quotes; further up it is loaded first, a few pages at most.
  const onGo = async (sequence: number) => {
    const find = () => box.current?.querySelector<HTMLElement>(`[data-at="${sequence}"]`);
    for (let page = 0; page < 5 && !find() && chat.state.thread.more; page++) {
      await chat.history.older();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const found = find();
    if (!found) return;
    bottom.current = false;
    found.scrollIntoView({ block: 'center' });
    found.classList.add('shown');
    setTimeout(() => found.classList.remove('shown'), 2_500);
  };
  const onScroll = () => {
    const element = box.current!;
    const atBottom = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
    if (atBottom !== bottom.current) {
      bottom.current = atBottom;
      setBelow(!atBottom);
      chat.setAtBottom(atBottom);
    }
    if (element.scrollTop < 80) void chat.history.older();
  };

  // Older messages grow the list upwards: what is being read must not move.
  useLayoutEffect(() => {
    const element = box.current!;
    const old = before.current;
    if (bottom.current) toEnd();
    else if (old && old.first !== first && old.first !== '') element.scrollTop = old.top + element.scrollHeight - old.height;
    before.current = { first, height: element.scrollHeight, top: element.scrollTop };
  });
  // The keyboard, a picture that arrives, a growing composer: the end stays in view.
  useEffect(() => {
    const watch = new ResizeObserver(() => { if (bottom.current) toEnd(); });
    watch.observe(box.current!);
    watch.observe(box.current!.firstElementChild!);
    return () => watch.disconnect();
  }, []);
  const lastOwn = state.pending[state.pending.length - 1]?.id;
  useEffect(() => { if (lastOwn) { bottom.current = true; setBelow(false); chat.setAtBottom(true); toEnd(); } }, [lastOwn]);

  // They leave one after the other: what holds up the first holds up all, and is said once.
  const waiting = state.pending.filter((entry) => !entry.failed);
  const lastWaiting = waiting[waiting.length - 1];
  const slow = !state.online || waiting.some((entry) => entry.attempts > 2);
  const empty = state.phase === 'ready' && items.length === 0 && state.pending.length === 0;
  return (
    <div class="thread-space">
      <div ref={box} class="thread" onScroll={onScroll} tabIndex={0} role="region" aria-label={texts.thread}>
        <div class="thread-inner" role="log" aria-live="off" aria-label={texts.thread}>
          {state.phase === 'opening' && items.length === 0 && <Skeleton text={texts.loading} />}
          {state.thread.more && items.length > 0 && (
            <button type="button" class="older" disabled={state.loadingOlder} onClick={() => void chat.history.older()}>{state.loadingOlder ? texts.olderLoading : texts.older}</button>
          )}
          {empty && <Welcome state={state} texts={texts} />}
          {rows(items, state, texts, chat, { onLarger, onRewrite, onGo: (sequence) => void onGo(sequence) })}
          {state.pending.map((entry) => <PendingBubble key={entry.id} entry={entry} chat={chat} texts={texts} slow={slow} last={entry === lastWaiting} />)}
          {state.phase === 'ready' && <Rating chat={chat} state={state} texts={texts} />}
        </div>
        <div class="typing" aria-live="polite">
          {state.typing !== null && <><span class="dots" aria-hidden="true"><i /><i /><i /></span><span>{texts.typing(state.typing || texts.shop)}</span></>}
        </div>
      </div>
      {below && (
        <button type="button" class="to-end" onClick={() => { bottom.current = true; setBelow(false); chat.setAtBottom(true); toEnd(); }}>
          <Icon name="down" size={16} />{state.unread > 0 ? texts.newMessages : texts.bottom}
        </button>
      )}
    </div>
  );
}

/** Same speaker within five minutes: one name and time under the last. */
export function endsGroup(message: Message, next: Message | undefined): boolean {
  return !next || next.kind === 'event' || next.recalled_at !== undefined || next.author !== message.author || next.sender_id !== message.sender_id
    || dayKey(next.at) !== dayKey(message.at) || Date.parse(next.at) - Date.parse(message.at) > 300_000;
}

function rows(items: readonly Message[], state: State, texts: Texts, chat: Chat, on: Pick<Props, 'onLarger' | 'onRewrite'> & { onGo: (sequence: number) => void }) {
  const shown = items.filter((item) => item.kind !== 'note' && (item.kind === 'event' ? eventLine(item, texts) !== null : item.recalled_at || says(item)));
  const lastMine = shown.map((item) => (item.recalled_at ? null : item.author)).lastIndexOf('customer');
  return shown.map((item, index) => {
    const previous = shown[index - 1];
    const day = !previous || dayKey(previous.at) !== dayKey(item.at);
    return [
      day && <p key={`day-${item.id}`} class="day"><span>{dayName(item.at, texts)}</span></p>,
      item.recalled_at
        ? <p key={item.client_message_id ?? item.id} class="event">{recalledLine(item, texts)}{chat.recalls.wordsOf(item) && <> <button type="button" class="link" onClick={() => on.onRewrite(chat.recalls.wordsOf(item)!)}>{texts.rewrite}</button></>}</p>
        : item.kind === 'event'
        ? <p key={item.client_message_id ?? item.id} class="event">{eventLine(item, texts)}</p>
        : (
          <Bubble
            key={item.client_message_id ?? item.id} message={item} chat={chat} thread={state.thread} texts={texts} onLarger={on.onLarger} onGo={on.onGo}
            closes={endsGroup(item, shown[index + 1]) || index === lastMine} marked={index === lastMine}
          />
        ),
    ];
  });
}

/** What a newer server sends and this page does not understand is no empty bubble. */
const says = ({ text, content }: Message) => text !== '' || !!(content?.image ?? content?.file ?? content?.sticker ?? content?.product ?? content?.order);

function Welcome({ state, texts }: { state: State; texts: Texts }) {
  const own = state.locale === 'zh' ? state.look?.welcome_zh : state.look?.welcome_en;
  return (
    <div class="welcome">
      <div class="message them"><div class="bubble"><p>{own || texts.welcome}</p></div></div>
      <div class="message them"><div class="bubble"><p>{texts.welcomeHint}</p></div></div>
    </div>
  );
}

function Skeleton({ text }: { text: string }) {
  return (
    <div class="skeleton">
      <span class="hidden">{text}</span>
      {['w6', 'w4', 'me w5', 'w7', 'me w3'].map((kind) => <i key={kind} class={kind} aria-hidden="true" />)}
    </div>
  );
}
