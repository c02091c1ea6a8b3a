// The shopkeeper's stickers, by code; each is a drawing of our own on the server.
export const stickers = [
  'welcome', 'hello', 'coming', 'here', 'ok', 'thanks', 'bow', 'heart', 'hug', 'laugh', 'cry', 'sweat', 'think', 'parcel', 'gift', 'goodnight',
] as const;

export type Sticker = (typeof stickers)[number];

export const isSticker = (code: unknown): code is Sticker => stickers.includes(code as Sticker);
export const stickerUrl = (code: Sticker): string => `/stickers/${code}.svg`;
