// The whole chat window: header, signature, thread, composer.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import { isPicture, refuse } from '../model/files';
import type { State } from '../chat/state';
import type { Invitation } from '../model/wire';
import { textsOf, type Texts } from '../texts';
import { away, entriesOf } from '../model/offers';
import { Announcer } from './Announcer';
import { Chips } from './Chips';
import { Composer } from './Composer';
import { Icon } from './Icons';
import { Lightbox } from './Lightbox';
import { OfflineForm } from './OfflineForm';
import { OrderPicker } from './OrderCard';
import { ProductOffer } from './ProductCard';
import { Thread } from './Thread';
import { clock, dayName } from './time';

function useChat(chat: Chat): State {
  const [, redraw] = useState(0);
  useEffect(() => {
    let asked = 0;
    const stop = chat.subscribe(() => { asked ||= self.setTimeout(() => { asked = 0; redraw((n) => n + 1); }, 0); });
    redraw((n) => n + 1);
    return () => { stop(); clearTimeout(asked); };
  }, [chat]);
  return chat.state;
}

export function App({ chat, onClose }: { chat: Chat; onClose: (() => void) | null }) {
  const state = useChat(chat);
  const texts = textsOf(state.locale);
  const [large, setLarge] = useState<{ url: string; name: string } | null>(null);
  const [dragging, setDragging] = useState(0);
  const [refused, setRefused] = useState('');
  const [picking, setPicking] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);

  const send = (files: Iterable<File>) => {
    setRefused('');
    for (const file of files) {
      const code = refuse(file);
      if (code) setRefused(texts.why[code]!);
      else if (isPicture(file)) chat.sendPicture(file);
      else chat.sendFile(file);
    }
  };
  const rewrite = (words: string) => {
    const box = composer.current;
    if (!box) return;
    box.value = box.value ? `${box.value}\n${words}` : words;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  };
  // The button that was pressed goes away with what it did.
  const after = (act: () => void) => () => { act(); composer.current?.focus(); };
  const { agent, status } = state.thread;
  const served = (agent !== null && status !== null && status !== 'resolved') || state.thread.items.some((item) => item.content?.event?.code === 'person_wanted' && item.conversation_id === state.thread.current && status === 'queued');
  const person = () => void chat.acts.person().then((done) => setRefused(done ? '' : texts.personFailed));
  if (state.phase === 'blocked') return <main class="app" aria-label={texts.shop}><Header state={state} texts={texts} onClose={onClose} /><p class="shut" role="status">{texts.blocked}</p></main>;
  const begun = state.thread.items.some((item) => item.author === 'customer') || state.pending.length > 0;

  return (
    <main
      class={dragging > 0 ? 'app dragging' : 'app'} aria-label={texts.shop}
      onDragEnter={(event) => { if (event.dataTransfer?.types.includes('Files')) setDragging((n) => n + 1); }}
      onDragLeave={() => setDragging((n) => Math.max(0, n - 1))}
      onDrop={(event) => { setDragging(0); if (event.dataTransfer) send(event.dataTransfer.files); }}
    >
      <Header state={state} texts={texts} onClose={onClose} />
      <Signature lines={state.look?.signatures ?? []} seconds={state.look?.signature_seconds ?? 6} />
      <Banner state={state} texts={texts} />
      <Thread chat={chat} state={state} texts={texts} onLarger={(url, name) => setLarge({ url, name })} onRewrite={rewrite} />
      <Announcer state={state} texts={texts} />
      <div class="foot">
        {state.phase === 'ready' && state.look?.offline_form && away(state.look, Date.now()) && !agent && <OfflineForm chat={chat} left={state.left} texts={texts} />}
        {state.phase === 'ready' && (
          <Chips
            entries={entriesOf(state.look, state.locale)} begun={begun} texts={texts} served={served} known={state.identified}
            onText={(text) => after(() => chat.sendText(text))()} onPerson={after(person)} onOrder={() => setPicking(true)}
          />
        )}
        {state.invitation && <Invited chat={chat} invitation={state.invitation} texts={texts} />}
        {picking && <OrderPicker texts={texts} load={() => chat.acts.orders()} onClose={after(() => setPicking(false))} onPick={(order) => after(() => { setPicking(false); chat.sendOrder(order); })()} />}
        {state.product && <ProductOffer product={state.product} texts={texts} onSend={after(() => chat.sendProduct())} onHide={after(() => chat.hideProduct())} />}
        {(refused || state.refused) && <p class="refused" role="alert">{refused || (texts.why[state.refused!] ?? texts.recallFailed)}</p>}
        <Composer chat={chat} texts={texts} input={composer} quote={state.quote} shown={state.shown} onFiles={send} />
      </div>
      {dragging > 0 && <div class="drop" aria-hidden="true"><span>{texts.drop}</span></div>}
      {large && <Lightbox url={large.url} name={large.name} texts={texts} onClose={() => setLarge(null)} />}
    </main>
  );
}

/** An agent offers help while the window is open; beside the button it stands when it is not. */
function Invited({ chat, invitation, texts }: { chat: Chat; invitation: Invitation; texts: Texts }) {
  return (
    <div class="invited" role="status">
      <p><b>{invitation.agent_name}</b> {invitation.text}</p>
      <button type="button" class="small" onClick={() => void chat.acts.answer(true)}>{texts.inviteYes}</button>
      <button type="button" class="link" onClick={() => void chat.acts.answer(false)}>{texts.inviteNo}</button>
    </div>
  );
}

function Header({ state, texts, onClose }: { state: State; texts: Texts; onClose: (() => void) | null }) {
  const { agent, status } = state.thread;
  const away = closed(state, texts);
  const line = away && !(agent && status !== 'resolved') ? away : agent && status !== 'resolved' ? `${texts.serving(agent)} · ${texts.usually}` : status === 'queued' ? texts.queued : texts.usually;
  return (
    <header>
      <div class="who">
        <h1>{state.look?.name ?? texts.shop}</h1>
        <p>{state.phase === 'ready' ? line : state.phase === 'blocked' ? '' : texts.usually}</p>
      </div>
      {onClose && <button type="button" class="plain" aria-label={texts.minimise} title={texts.minimise} onClick={onClose}><Icon name="minimise" /></button>}
    </header>
  );
}

/** What stands in the place of a promise outside the office hours. */
function closed({ look, thread }: State, texts: Texts): string {
  if (look && look.staffed === false && look.open) return thread.agent ? '' : texts.nobody; // whoever served us was there after all
  if (!look || look.open || (look.opens_at && Date.parse(look.opens_at) <= Date.now())) return '';
  return look.opens_at ? texts.closedUntil(dayName(look.opens_at, texts), clock(look.opens_at)) : texts.closed;
}

function Signature({ lines, seconds }: { lines: readonly string[]; seconds: number }) {
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (lines.length < 2) return undefined;
    const timer = setInterval(() => setAt((n) => n + 1), Math.max(2, seconds) * 1000);
    return () => clearInterval(timer);
  }, [lines.length, seconds]);
  const line = lines[at % Math.max(1, lines.length)];
  return line ? <p class="signature"><span key={line}>{line}</span></p> : null;
}

function Banner({ state, texts }: { state: State; texts: Texts }) {
  const [late, setLate] = useState(false);
  const down = state.phase === 'ready' && state.hub !== 'on';
  useEffect(() => {
    setLate(false);
    if (!down) return undefined;
    const timer = setTimeout(() => setLate(true), 4_000);
    return () => clearTimeout(timer);
  }, [down]);
  const text = !state.online ? texts.offline : state.phase === 'opening' && state.trouble ? texts.failedOpen : down && late ? texts.reconnecting : '';
  return <div role="status" class={text ? 'banner' : 'banner none'}>{text}</div>;
}
