// What the screen shows.
import type { Pending } from '../model/outbox';
import type { Locale } from '../model/protocol';
import type { Thread } from '../model/thread';
import type { Invitation, Look, ProductPart, QuotePart } from '../model/wire';
import type { HubState } from '../net/hub';

export interface State {
  /** Blocked: the shop does not want to hear from here; nothing is tried until the page is loaded again. */
  readonly phase: 'opening' | 'ready' | 'blocked';
  /** Opening failed at least once and goes on in the background. */
  readonly trouble: boolean;
  readonly look: Look | null;
  readonly thread: Thread;
  readonly pending: readonly Pending[];
  readonly hub: HubState;
  readonly online: boolean;
  readonly typing: string | null;
  readonly unread: number;
  readonly product: ProductPart | null;
  /** The message that the next words answer. */
  readonly quote: QuotePart | null;
  readonly recallSeconds: number;
  /** Why the last recall did not work. */
  readonly refused: string | null;
  readonly loadingOlder: boolean;
  readonly shown: boolean;
  readonly locale: Locale;
  /** The shop vouches for who this is. */
  readonly identified: boolean;
  /** They left their contact data in this tab. */
  readonly left: boolean;
  readonly invitation: Invitation | null;
}
