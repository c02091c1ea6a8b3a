// One line on the shop's page. Draws the bubble, brings the chat's frame when it is wanted, and never breaks the page it is a guest on.
import { isColor, type Kept, type ToApp, type ToLoader } from '../model/protocol';
import { bubble as en } from '../texts/en';
import { chooseLocale } from '../texts/locale';
import { bubble as zh } from '../texts/zh';
import { type Found, fromCall, readProduct } from './product';
import { style } from './style';

type Command = ArrayLike<unknown>;
type Api = ((...command: unknown[]) => void) & { q?: Command[]; loaded?: boolean };
const host = window as unknown as { xiaoer?: Api };

function start(script: HTMLScriptElement): void {
  const channel = script.dataset.channel;
  if (!channel || host.xiaoer?.loaded) return;
  const root = new URL('.', script.src);
  const key = `xiaoer:${channel}`;
  const mine = `${key}:`;
  const all = script.dataset.visitors === 'all';
  let locale = chooseLocale(script.dataset.locale, [document.documentElement.lang, ...navigator.languages].filter(Boolean));
  let frame: HTMLIFrameElement | null = null;
  let ready = false;
  let open = false;
  let unread = 0;
  let told = '';
  let given: Found | undefined;
  let givenFor = '';
  let identity: unknown;
  let overflow: string | null = null;
  let forget = false;

  const place = document.createElement('div');
  const shadow = place.attachShadow({ mode: 'open' });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.appendChild(document.createElement('style')).textContent = style;
  }
  const button = shadow.appendChild(document.createElement('button'));
  button.type = 'button';
  button.className = 'b';
  button.setAttribute('aria-haspopup', 'dialog');
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const pair of 'viewBox=0 0 24 24,width=28,height=28,fill=none,stroke=currentColor,stroke-width=1.8,stroke-linejoin=round,stroke-linecap=round,aria-hidden=true'.split(','))
    icon.setAttribute(...(pair.split('=') as [string, string]));
  icon.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'))
    .setAttribute('d', 'M4 11.2C4 7.2 7.6 4 12 4s8 3.2 8 7.2-3.6 7.2-8 7.2c-.9 0-1.8-.1-2.6-.4L5 20l.9-3.6A6.9 6.9 0 0 1 4 11.2ZM8.5 11.3v.1M12 11.3v.1M15.5 11.3v.1');
  button.appendChild(icon);
  const badge = button.appendChild(document.createElement('span'));
  badge.className = 'n';
  badge.setAttribute('aria-hidden', 'true');
  const invitation = shadow.appendChild(document.createElement('div'));
  invitation.className = 'i';
  invitation.hidden = true;
  invitation.setAttribute('role', 'status');
  const probe = shadow.appendChild(document.createElement('div'));
  probe.className = 'p';

  const texts = () => (locale === 'zh' ? zh : en);
  const remember = (value?: string): string | null => {
    try {
      if (value !== undefined) localStorage.setItem(key, value);
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const color = (value: unknown) => {
    if (!isColor(value)) return;
    const [r, g, b] = [1, 3, 5].map((at) => (parseInt(value.slice(at, at + 2), 16) / 255) ** 2.2);
    button.style.setProperty('--c', value);
    button.style.setProperty('--i', 1.05 / (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05) >= 4.5 ? '#fff' : '#1E2227');
  };
  /** The app takes nothing on trust: it checks origin, form and length of all of this. */
  const send = (message: ToApp) => frame?.contentWindow?.postMessage(message, root.origin);
  const post = (message: ToApp) => { if (ready) send(message); };

  const draw = () => {
    button.hidden = open;
    invitation.hidden = open || !invitation.firstChild;
    button.setAttribute('aria-label', unread > 0 ? texts().unread(unread) : texts().open);
    badge.hidden = unread === 0;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    if (frame) {
      frame.hidden = !open;
      frame.title = texts().frame;
    }
  };
  /** Text is text: nothing of it is ever read as markup. */
  const part = (kind: string, text: string, accept?: boolean) => {
    const node = document.createElement(kind);
    node.textContent = text;
    if (accept !== undefined) node.onclick = () => {
      invite('');
      post({ xiaoer: 1, type: 'invited', accept });
      if (accept) setOpen(true);
      else button.focus();
    };
    return node;
  };
  const invite = (offer: '' | Extract<ToLoader, { type: 'invite' }>) => {
    invitation.hidden = open || !offer;
    if (offer) invitation.replaceChildren(part('b', offer.name), part('p', offer.text), part('button', offer.yes, true), part('button', offer.no, false));
    else invitation.replaceChildren();
  };
  const isFull = () => matchMedia('(max-width:480px),(max-height:480px)').matches;
  const fit = () => {
    if (!frame) return;
    const view = window.visualViewport;
    const full = open && isFull();
    // The keyboard shrinks what can be seen, not the page: the frame follows what can be seen.
    frame.style.height = full && view ? `${view.height}px` : '';
    frame.style.top = full && view ? `${view.offsetTop}px` : '';
    frame.style.bottom = full && view ? 'auto' : '';
    const page = document.documentElement;
    if (full && overflow === null) {
      overflow = page.style.overflow;
      page.style.overflow = 'hidden';
    } else if (!full && overflow !== null) {
      page.style.overflow = overflow;
      overflow = null;
    }
  };
  const shown = (focus: boolean) => {
    const full = isFull();
    const inset = getComputedStyle(probe);
    const keyboard = full && window.visualViewport && window.visualViewport.height < innerHeight - 80;
    post({
      xiaoer: 1, type: 'shown', shown: open, full, focus, top: full ? parseFloat(inset.paddingTop) || 0 : 0, bottom: full && !keyboard ? parseFloat(inset.paddingBottom) || 0 : 0,
    });
  };
  const tellPage = () => {
    if (givenFor !== location.href) given = undefined;
    const product = given ?? readProduct(document);
    const page = { url: location.href, title: document.title, referrer: document.referrer, product };
    const text = JSON.stringify(page);
    if (!ready || text === told) return;
    told = text;
    post({ xiaoer: 1, type: 'page', page: JSON.parse(text) });
  };
  const tellIdentity = () => {
    if (!ready || identity === undefined) return;
    const value = typeof identity === 'function' ? (identity as () => unknown)() : identity;
    identity = undefined;
    Promise.resolve(value).then((token) => { if (typeof token === 'string') post({ xiaoer: 1, type: 'identify', token }); }, () => undefined);
  };

  /** The app throws everything away and starts again. */
  const tellForget = () => {
    if (!ready) return;
    post({ xiaoer: 1, type: 'forget' });
    ready = forget = false;
    unread = 0;
    try {
      localStorage.removeItem(key);
    } catch {
      // refused storage remembers nothing anyway
    }
    draw();
  };

  /** Where the browser refuses the frame storage of its own, this page keeps it. */
  const keep = (values: Kept, all?: boolean) => guard(() => {
    for (const name in values) values[name] === null ? localStorage.removeItem(mine + name) : localStorage.setItem(mine + name, values[name]!);
    if (!all) return;
    const kept: Record<string, string | null> = {};
    for (const name of Object.keys(localStorage)) if (name.startsWith(mine)) kept[name.slice(mine.length)] = localStorage.getItem(name);
    send({ xiaoer: 1, type: 'kept', values: kept });
  });

  const bring = () => {
    if (frame) return;
    frame = document.createElement('iframe');
    frame.className = 'f';
    frame.allow = 'clipboard-write';
    frame.hidden = !open;
    frame.src = `${root.href}app?channel=${encodeURIComponent(channel)}#o=${encodeURIComponent(location.origin)}&l=${locale}${all ? '&v=1' : ''}`;
    shadow.appendChild(frame);
    draw();
    // Pages that change without loading say so themselves, or a look every two seconds sees it. Their title comes a moment later.
    for (const target of [window, (window as { navigation?: EventTarget }).navigation])
      for (const name of ['popstate', 'navigatesuccess']) target?.addEventListener(name, () => setTimeout(() => { if (told) tellPage(); }, 300));
    setInterval(() => { if (document.visibilityState === 'visible' && told) tellPage(); }, 2000);
  };
  const setOpen = (value: boolean) => {
    if (open === value) return;
    open = value;
    bring();
    draw();
    fit();
    tellPage();
    shown(value);
    if (value) frame?.focus();
    else button.focus();
  };

  addEventListener('message', (event: MessageEvent<ToLoader>) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== root.origin) return;
    const message = event.data;
    if (typeof message !== 'object' || message?.xiaoer !== 1) return;
    if (message.type === 'ready') {
      ready = true;
      told = '';
      if (forget) return tellForget();
      tellIdentity();
      tellPage();
      shown(open);
    } else if (message.type === 'keep') keep(message.values, message.all);
    else if (message.type === 'close') setOpen(false);
    else if (message.type === 'invite') invite(message.text && message);
    else if (message.type === 'state' && typeof message.unread === 'number') {
      unread = Math.max(0, Math.min(999, Math.floor(message.unread) || 0));
      color(message.color);
      if (message.known === true) remember(isColor(message.color) ? message.color : '1');
      draw();
    }
  });
  // Told to forget in another tab: the app compares and begins anew.
  addEventListener('storage', (event) => { if (event.key === `${mine}token` && !event.newValue) keep({}, true); });
  button.addEventListener('click', () => setOpen(true));
  const refit = () => { fit(); if (open) shown(false); };
  window.visualViewport?.addEventListener('resize', refit);
  window.visualViewport?.addEventListener('scroll', fit);
  addEventListener('resize', refit);
  addEventListener('keydown', (event) => { if (event.key === 'Escape' && open && shadow.activeElement) setOpen(false); });

  const run = (command: Command) => {
    const [verb, value] = [command[0], command[1]];
    if (verb === 'open') setOpen(true);
    else if (verb === 'close') setOpen(false);
    else if (verb === 'identify') {
      identity = value;
      tellIdentity();
    } else if (verb === 'product') {
      given = value === null ? undefined : fromCall(value, location.href, script.dataset.currency ?? '');
      givenFor = location.href;
      tellPage();
    } else if (verb === 'forget') {
      setOpen(false);
      forget = true;
      bring();
      tellForget();
    } else if (verb === 'locale' && (value === 'zh' || value === 'en')) {
      locale = value;
      post({ xiaoer: 1, type: 'locale', locale });
      draw();
    }
  };

  const known = remember();
  color(script.dataset.color ?? known);
  draw();
  document.body.appendChild(place);
  const queue = host.xiaoer?.q ?? [];
  const api: Api = (...command) => guard(() => run(command));
  api.loaded = true;
  host.xiaoer = api;
  for (const command of queue) guard(() => run(command));
  // Somebody who wrote before may have an answer waiting: the frame comes by itself, once the page has settled.
  if (known || all) setTimeout(() => guard(bring), 1500);
}

/** Whatever goes wrong here stays here. */
function guard(act: () => void): void {
  try {
    act();
  } catch (error) {
    console.warn('xiaoer:', error);
  }
}

const script = (document.currentScript ?? document.querySelector('script[data-channel][src*="/widget/loader.js"]')) as HTMLScriptElement | null;
if (script) {
  const begin = () => guard(() => start(script));
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
