// What server and widget say to each other: the records of Xiaoer.Shared as JSON.

export type Author = 'customer' | 'agent' | 'bot' | 'automatic' | 'system';
export type Kind = 'text' | 'image' | 'file' | 'product' | 'order' | 'order_confirmation' | 'note' | 'event' | 'sticker';
export type Status = 'queued' | 'open' | 'waiting' | 'resolved';

export interface Money { readonly amount: string; readonly currency: string }
export interface ImagePart { readonly file_id: string; readonly width: number; readonly height: number; readonly url?: string; readonly thumbnail_url?: string }
export interface FilePart { readonly file_id: string; readonly name: string; readonly content_type: string; readonly bytes: number; readonly url?: string }
export interface StickerPart { readonly code: string }
export interface QuotedMessage { readonly author: Author; readonly sender_name?: string; readonly kind: Kind; readonly excerpt: string; readonly recalled?: boolean }
export interface QuotePart { readonly conversation_id: string; readonly sequence: number; readonly message?: QuotedMessage }
export interface ProductPart {
  readonly title: string;
  readonly url?: string;
  readonly image_url?: string;
  readonly price?: Money;
  readonly external_id?: string;
}
export interface EventPart { readonly code: string; readonly actor_name?: string; readonly target_name?: string }
export type TradeStatus = 'awaiting_payment' | 'paid' | 'shipped' | 'completed' | 'closed';
export interface OrderItem { readonly title: string; readonly quantity: number; readonly image_url?: string }
/** Who sends one names only its id; all else is the server's. */
export interface OrderPart {
  readonly order_id: string;
  readonly external_id?: string;
  readonly trade_status?: TradeStatus;
  readonly total?: Money;
  readonly items?: readonly OrderItem[];
  readonly item_count?: number;
  readonly ordered_at?: string;
}
export interface Content {
  readonly image?: ImagePart;
  readonly product?: ProductPart;
  readonly event?: EventPart;
  readonly file?: FilePart;
  readonly sticker?: StickerPart;
  readonly quote?: QuotePart;
  readonly order?: OrderPart;
}

export interface Message {
  readonly id: string;
  readonly conversation_id: string;
  readonly sequence: number;
  readonly author: Author;
  readonly sender_id?: string;
  readonly sender_name?: string;
  readonly kind: Kind;
  readonly text: string;
  readonly content?: Content;
  readonly client_message_id?: string;
  readonly at: string;
  /** Its author took it back: it has neither text nor content. */
  readonly recalled_at?: string;
}

export interface SendRequest { readonly client_message_id: string; readonly kind: Kind; readonly text?: string; readonly content?: Content }
export interface Ack { readonly id: string; readonly conversation_id: string; readonly sequence: number; readonly at: string; readonly repeated?: boolean }
export interface SendResult { readonly ack?: Ack; readonly code?: string; readonly retry_after_ms?: number }

export interface Marks {
  readonly customer_delivered: number;
  readonly customer_read: number;
  readonly agent_delivered: number;
  readonly agent_read: number;
}

export interface ThreadPage {
  readonly conversation_id?: string;
  readonly status?: Status;
  readonly agent_name?: string;
  readonly items: readonly Message[];
  readonly last_sequence: number;
  readonly marks?: Marks;
  readonly more: boolean;
  readonly rating?: VisitorRating;
}

export interface RatingAnswer { readonly question_id: string; readonly question?: string; readonly answer: string }
/** No score: they would rather not. */
export interface VisitorRating { readonly score?: number; readonly answers: readonly RatingAnswer[]; readonly at: string; readonly change_until: string }
export interface RateRequest { readonly conversation_id: string; readonly score?: number; readonly answers?: readonly RatingAnswer[] }
export interface Invitation { readonly id: string; readonly text: string; readonly agent_name: string; readonly at: string }
export interface OfflineRequest {
  readonly client_message_id: string; readonly name: string; readonly email?: string; readonly phone?: string; readonly message: string; readonly consent: boolean;
}

export interface Look {
  readonly channel_id: string;
  readonly name: string;
  readonly color: string;
  readonly welcome_zh?: string;
  readonly welcome_en?: string;
  readonly signatures: readonly string[];
  readonly signature_seconds: number;
  /** Somebody answers now (office hours). */
  readonly open: boolean;
  readonly opens_at?: string;
  readonly currency: string;
  /** Read by `offers.ts`, which takes nothing on trust. */
  readonly entries?: unknown;
  readonly rating?: unknown;
  readonly offline_form?: boolean;
  /** Somebody who answers was at the desk lately. */
  readonly staffed?: boolean;
}

export interface Visit {
  readonly token: string;
  readonly visitor_id: string;
  readonly identified: boolean;
  readonly name?: string;
  readonly look: Look;
  readonly thread: ThreadPage;
  /** So long one's own messages can be taken back. */
  readonly recall_seconds?: number;
}

export interface Page { readonly url?: string; readonly title?: string; readonly referrer?: string; readonly product?: ProductPart }
export interface StoredFile {
  readonly id: string;
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly content_type: string;
  /** A file that is no picture has one. */
  readonly name?: string;
}
export interface LiveEvent { readonly cursor: number; readonly name: string; readonly data: unknown }
export interface ReadMark { readonly conversation_id: string; readonly delivered: number; readonly read: number }
