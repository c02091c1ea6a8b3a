// Starts the app inside the loader's frame, or alone as a page of its own.
import { render } from 'preact';
import { Chat } from './chat/chat';
import { openFrame } from './frame';
import { isColor, type ToApp } from './model/protocol';
import { newId } from './model/ids';
import { openApi } from './net/api';
import { openLock } from './net/lock';
import { memoryStore, openBlobs, openKept, openStore, type Store } from './net/storage';
import { textsOf } from './texts';
import { chooseLocale } from './texts/locale';
import { App } from './view/App';
import { paint } from './view/colors';
import './view/app.css';
import './view/acts.css';

const query = new URLSearchParams(location.search);
const hash = new URLSearchParams(location.hash.slice(1));
const channel = query.get('channel') ?? '';
const prefix = `xiaoer:${channel}:`;
// The app lives at ROOT/widget/app: everything else is found from there.
const root = new URL('../', location.href).href.replace(/[?#].*$/, '');

let hear: (message: ToApp) => void = () => undefined;
let kept: ReturnType<typeof openKept> | null = null;
const frame = openFrame(window, hash, (message) => hear(message));
const restart = () => location.reload();

/** The frame's own storage, or what the page keeps for it; a page whose loader knows nothing of this answers never. */
async function openStorage(): Promise<Store> {
  const own = openStore(() => localStorage, prefix);
  if (own || frame.alone) return own ?? memoryStore();
  hear = (message) => { if (message.type === 'kept') kept?.answer(message.values); };
  kept = openKept((values, all) => frame.post({ xiaoer: 1, type: 'keep', values, ...(all ? { all } : {}) }), restart);
  return kept.opened;
}

function start(store: Store): void {
  const chat = new Chat({
    channel, store, tab: openStore(() => sessionStorage, prefix) ?? memoryStore(), blobs: openBlobs(prefix), lock: openLock(prefix, store, newId()), api: openApi(root), restart,
    hubUrl: `${root.replace(/^http/, 'ws')}hubs/visitor`, locale: chooseLocale(hash.get('l') ?? query.get('locale'), navigator.languages),
  });

  hear = (message) => {
    switch (message.type) {
      case 'shown':
        document.documentElement.style.setProperty('--inset-top', `${message.top}px`);
        document.documentElement.style.setProperty('--inset-bottom', `${message.bottom}px`);
        document.documentElement.classList.toggle('full', message.full);
        chat.show(message.shown);
        // On a phone the keyboard would cover the thread before it is read.
        if (message.shown && message.focus && !message.full) document.querySelector<HTMLElement>('textarea')?.focus();
        break;
      case 'page': chat.setPage(message.page); break;
      case 'identify': chat.identify(message.token); break;
      case 'locale': chat.setLocale(message.locale); break;
      case 'forget': void chat.forget(); break;
      case 'invited': void chat.acts.answer(message.accept); break;
      case 'kept': kept?.answer(message.values); break;
    }
  };

  let told = '';
  let offered = '';
  function tellHost(): void {
    const { look, unread, phase } = chat.state;
    if (isColor(look?.color)) paint(look.color);
    document.documentElement.lang = chat.state.locale === 'zh' ? 'zh-CN' : 'en';
    if (look) document.title = look.name;
    const state = { xiaoer: 1, type: 'state', unread, color: isColor(look?.color) ? look.color : '', known: phase !== 'opening' || store.get('token') !== null } as const;
    const text = JSON.stringify(state);
    if (text !== told) frame.post(state);
    told = text;
    const { invitation, locale } = chat.state;
    const words = textsOf(locale);
    const key = invitation ? invitation.id + locale : '';
    if (key !== offered) frame.post({ xiaoer: 1, type: 'invite', text: invitation?.text ?? '', name: invitation?.agent_name ?? '', yes: words.inviteYes, no: words.inviteNo });
    offered = key;
  }
  chat.subscribe(tellHost);

  addEventListener('online', () => chat.wake(true));
  addEventListener('offline', () => chat.asleep());
  addEventListener('pageshow', (event) => { if (event.persisted) chat.wake(true); });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') chat.wake(false); });
  addEventListener('storage', (event) => { if (event.key?.startsWith(prefix)) chat.stored(event.key.slice(prefix.length), event.newValue === null); });
  addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing && event.keyCode !== 229 && !event.defaultPrevented && !frame.alone) frame.post({ xiaoer: 1, type: 'close' }); });
  // A picture dropped beside the thread must not replace the chat.
  for (const name of ['dragover', 'drop'] as const) addEventListener(name, (event) => event.preventDefault());

  render(<App chat={chat} onClose={frame.alone ? null : () => frame.post({ xiaoer: 1, type: 'close' })} />, document.body);
  tellHost();
  frame.post({ xiaoer: 1, type: 'ready' });
  if (frame.alone) chat.show(true);
  else chat.watch(hash.get('v') === '1');
}

void openStorage().then(start);
