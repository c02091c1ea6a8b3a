// What is typed and not sent yet: each tab has its own, a tab that begins takes up the latest.
import type { Store } from '../net/storage';

export class Draft {
  text: string;

  constructor(private readonly tab: Store, private readonly shared: Store) {
    this.text = tab.get('draft') ?? shared.get('draft') ?? '';
  }

  write(text: string): void {
    this.tab.set('draft', text); // an empty one too: what another tab left is not ours
    if (text) this.shared.set('draft', text);
    else if (this.shared.get('draft') === this.text) this.shared.remove('draft');
    this.text = text;
  }
}
