// What may be tried to be sent besides pictures; the server looks into it and decides.
import type { FilePart } from './wire';

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

const endings = ['pdf', 'txt', 'log', 'csv', 'docx', 'xlsx', 'pptx', 'zip', 'mp3', 'm4a', 'wav', 'amr', 'ogg', 'oga', 'opus', 'mp4', 'm4v', '3gp', 'mov', 'webm'];

/** For the file picker. */
export const accepted = [...pictureTypes, ...endings.map((ending) => `.${ending}`)].join(',');

export const largestPicture = 10 * 1024 * 1024;
export const largestFile = 20 * 1024 * 1024;

export const endingOf = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '');
export const isPicture = (file: { readonly type: string }): boolean => pictureTypes.includes(file.type);

/** Why it is not even tried: the code of the refusal, or null. */
export function refuse(file: { readonly name: string; readonly type: string; readonly size: number }): string | null {
  if (!isPicture(file) && !endings.includes(endingOf(file.name))) return 'unsupported';
  // Pictures are made smaller on the way; what is not taken then, the server says.
  return !isPicture(file) && file.size > largestFile ? 'too_large' : null;
}

/** 512 B, 1.5 MB. */
export function size(bytes: number): string {
  let unit = 0;
  let left = bytes;
  for (; left >= 1000 && unit < 3; unit++) left /= 1000;
  return `${unit === 0 || left >= 100 ? Math.round(left) : Math.round(left * 10) / 10} ${['B', 'kB', 'MB', 'GB'][unit]}`;
}

/** Sounds and films that browsers know; AMR they do not. */
export function plays({ content_type: type }: Pick<FilePart, 'content_type'>): 'audio' | 'video' | null {
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('audio/') && type !== 'audio/amr' ? 'audio' : null;
}
