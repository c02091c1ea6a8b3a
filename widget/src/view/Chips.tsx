// The shop's quick entries: all of them before the first word, later only those that lead somewhere else than the composer.
import type { Entry } from '../model/offers';
import type { Texts } from '../texts';
import { Icon } from './Icons';

interface Props {
  entries: readonly Entry[]; begun: boolean; texts: Texts;
  /** Whether a person is there or on the way, and whether there are orders of one's own to ask about. */
  served: boolean; known: boolean;
  onText: (text: string) => void; onPerson: () => void; onOrder: () => void;
}

export function Chips({ entries, begun, texts, served, known, onText, onPerson, onOrder }: Props) {
  const shown = entries.filter(({ action }) => (action === 'text' ? !begun : action === 'person' ? !served : action === 'order' ? known : true));
  if (shown.length === 0) return null;
  return (
    <div class={begun ? 'chips later' : 'chips'} role="group" aria-label={texts.ask}>
      {shown.map((entry) => entry.action === 'link'
        ? <a key={entry.label} href={entry.url} target="_blank" rel="noopener noreferrer">{entry.label}<Icon name="outside" size={13} /></a>
        : (
          <button key={entry.label} type="button" onClick={entry.action === 'text' ? () => onText(entry.text) : entry.action === 'person' ? onPerson : onOrder}>{entry.label}</button>
        ))}
    </div>
  );
}
