// One sticker, with words for who cannot see it.
import { isSticker, stickerUrl } from '../model/stickers';
import type { Texts } from '../texts';

export function StickerPicture({ code, texts, size = 104 }: { code: string; texts: Texts; size?: number }) {
  return isSticker(code) ? <img class="sticker" src={stickerUrl(code)} width={size} height={size} alt={texts.stickers[code]} title={texts.stickers[code]} decoding="async" /> : null;
}
