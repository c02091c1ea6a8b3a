// A file in the thread: what it is, how large, to be saved; sounds and films play where they stand.
import { useEffect, useState } from 'preact/hooks';
import { endingOf, plays, size } from '../model/files';
import type { FilePart } from '../model/wire';
import type { Texts } from '../texts';
import { Icon } from './Icons';

const expired = (url: string): boolean => Number(new URLSearchParams(url.slice(url.indexOf('?'))).get('e') ?? Infinity) * 1000 <= Date.now();

export function FileCard({ file, texts, onGone }: { file: FilePart; texts: Texts; onGone: () => Promise<string | undefined> }) {
  const [failed, setFailed] = useState(false);
  const url = file.url?.startsWith('/') ? file.url : undefined;
  const player = plays(file);
  useEffect(() => setFailed(false), [url]);
  // The signed address is good for some minutes only: a fresh one comes with the message.
  const save = async (event: Event) => {
    if (!url || !expired(url)) return;
    event.preventDefault();
    const fresh = await onGone().catch(() => undefined);
    if (fresh) Object.assign(document.createElement('a'), { href: fresh, download: file.name }).click();
  };
  const again = () => { setFailed(true); onGone().catch(() => undefined); };
  return (
    <div class="file">
      <div class="file-row">
        <span class="file-sign" aria-hidden="true">{endingOf(file.name).toUpperCase()}</span>
        <span class="file-words"><b title={file.name}>{file.name}</b><span class="faint">{size(file.bytes)}</span></span>
        {url && <a class="plain" href={url} download={file.name} aria-label={texts.saveFile(file.name)} title={texts.saveFile(file.name)} onClick={(event) => void save(event)}><Icon name="download" /></a>}
      </div>
      {url && !failed && player === 'audio' && <audio controls preload="none" src={url} aria-label={file.name} onError={again} />}
      {url && !failed && player === 'video' && <video controls preload="metadata" playsInline src={url} aria-label={file.name} onError={again} />}
    </div>
  );
}
