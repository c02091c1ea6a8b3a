// Pictures and files on their way up: kept locally until the message that carries them is stored.
import { pictureTypes } from '../model/files';
import { newId } from '../model/ids';
import type { Pending } from '../model/outbox';
import { Refused, type Api } from '../net/api';
import type { Lock } from '../net/lock';
import type { Sender } from '../net/sender';
import type { Blobs } from '../net/storage';

export interface PictureParts {
  readonly api: Api;
  readonly blobs: Blobs;
  readonly lock: Lock;
  readonly sender: Sender;
  readonly token: () => string | null;
  readonly unauthorized: () => void;
  readonly changed: () => void;
}

export class Pictures {
  /** How much of each is up, 0 to 1. */
  readonly progress = new Map<string, number>();
  readonly #views = new Map<string, string>();
  readonly #busy = new Set<string>();
  readonly #stops = new Map<string, AbortController>();

  constructor(private readonly parts: PictureParts) {}

  async add(file: Blob): Promise<void> {
    const id = newId();
    const blob = await shrink(file);
    await this.parts.blobs.put(id, blob);
    this.#views.set(id, URL.createObjectURL(blob));
    this.parts.sender.add({ kind: 'image', text: '', upload: true, id });
    this.work();
  }

  /** A file that is no picture goes up as it is. */
  async addFile(file: File): Promise<void> {
    const id = newId();
    await this.parts.blobs.put(id, file);
    this.parts.sender.add({ kind: 'file', text: '', upload: true, id, file: { name: file.name, bytes: file.size } });
    this.work();
  }

  /** The local picture of a message we sent from here: no need to fetch our own. */
  viewOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#views.get(id);
  }

  done(id: string): void {
    this.#stops.get(id)?.abort();
    this.progress.delete(id);
    void this.parts.blobs.remove(id);
  }

  work(): void {
    for (const entry of this.parts.sender.pending) {
      if (entry.kind !== 'image' && entry.kind !== 'file') continue;
      if (entry.kind === 'image' && !this.#views.has(entry.id)) void this.#look(entry.id);
      if (entry.upload && !entry.failed && !this.#busy.has(entry.id)) void this.#send(entry);
    }
  }

  async #look(id: string): Promise<void> {
    const blob = await this.parts.blobs.get(id);
    if (!blob || this.#views.has(id)) return;
    this.#views.set(id, URL.createObjectURL(blob));
    this.parts.changed();
  }

  async #send(entry: Pending): Promise<void> {
    this.#busy.add(entry.id);
    const wait = entry.notBefore - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      await this.parts.lock(`up:${entry.id}`, () => this.#upload(entry.id));
    } finally {
      this.#busy.delete(entry.id);
    }
    const after = this.parts.sender.get(entry.id);
    if (after?.upload && !after.failed) void this.#send(after);
  }

  async #upload(id: string): Promise<void> {
    const { api, blobs, sender, token } = this.parts;
    sender.reload();
    const entry = sender.get(id);
    if (!entry?.upload) return;
    const blob = await blobs.get(id);
    const bearer = token();
    if (!blob) return sender.refuse(id, { code: 'lost' });
    if (!bearer) return sender.refuse(id, { code: 'unauthorized' });
    const stop = new AbortController();
    this.#stops.set(id, stop);
    try {
      const file = await api.upload(bearer, blob, entry.file?.name ?? `picture.${blob.type.split('/')[1] ?? 'jpg'}`, (part) => {
        this.progress.set(id, part);
        this.parts.changed();
      }, stop.signal);
      sender.uploaded(id, file.name === undefined
        ? { image: { file_id: file.id, width: file.width, height: file.height, url: file.url } }
        : { file: { file_id: file.id, name: file.name, content_type: file.content_type, bytes: file.bytes, url: file.url } });
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused(0, 'offline');
      if (refused.status === 401) this.parts.unauthorized();
      sender.refuse(id, { code: refused.code, ...(refused.retryAfterMs === undefined ? {} : { retryAfterMs: refused.retryAfterMs }) });
    } finally {
      this.#stops.delete(id);
    }
  }
}

const longestSide = 2560;

/** A phone's photo is larger than anybody needs to see. GIFs move and stay as they are. */
async function shrink(file: Blob): Promise<Blob> {
  if (file.type === 'image/gif' || file.size < 1_500_000) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const type = file.type === 'image/png' ? 'image/webp' : file.type;
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.86));
    return smaller && smaller.size < file.size && pictureTypes.includes(smaller.type) ? smaller : file;
  } catch {
    return file; // the server judges it
  }
}
