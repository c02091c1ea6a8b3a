// The app's side of the border: one window, one origin, one vocabulary.
import { readToApp, type ToApp, type ToLoader } from './model/protocol';

export interface Frame {
  readonly alone: boolean;
  post(message: ToLoader): void;
}

/** The page that frames us: the browser's own word where it has one, else what the loader wrote behind the hash. */
export function hostOrigin(win: Window, hash: URLSearchParams): string | null {
  const ancestors = win.location.ancestorOrigins;
  const claimed = ancestors?.length ? ancestors[0]! : hash.get('o');
  try {
    return claimed && claimed !== 'null' ? new URL(claimed).origin : null;
  } catch {
    return null;
  }
}

export function openFrame(win: Window, hash: URLSearchParams, on: (message: ToApp) => void): Frame {
  const parent = win.parent;
  if (parent === win) return { alone: true, post: () => undefined };
  const origin = hostOrigin(win, hash);
  win.addEventListener('message', (event) => {
    if (event.source !== parent || origin === null || event.origin !== origin) return;
    const message = readToApp(event.data);
    if (message) on(message);
  });
  return { alone: false, post: (message) => { if (origin !== null) parent.postMessage(message, origin); } };
}
