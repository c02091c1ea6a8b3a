// A picture as large as the window allows.
import { useEffect, useRef } from 'preact/hooks';
import type { Texts } from '../texts';
import { Icon } from './Icons';

export function Lightbox({ url, name, texts, onClose }: { url: string; name: string; texts: Texts; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => { if (before instanceof HTMLElement) before.focus(); };
  }, []);
  return (
    <dialog ref={dialog} class="lightbox" aria-label={texts.larger} onClose={onClose} onKeyDown={(event) => { if (event.key === 'Escape') event.stopPropagation(); }}>
      <div class="lightbox-bar">
        <a class="plain" href={url} target="_blank" rel="noopener noreferrer" aria-label={texts.original} title={texts.original}><Icon name="outside" /></a>
        <button type="button" class="plain" aria-label={texts.close} title={texts.close} onClick={() => dialog.current?.close()}><Icon name="close" /></button>
      </div>
      <div class="lightbox-space" onClick={() => dialog.current?.close()}><img src={url} alt={name} /></div>
    </dialog>
  );
}
