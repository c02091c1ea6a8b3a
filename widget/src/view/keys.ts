// Which Enter sends. While an input method is composing, Enter picks a word and never sends.
export interface Key { readonly key: string; readonly shiftKey: boolean; readonly ctrlKey?: boolean; readonly altKey?: boolean; readonly metaKey?: boolean; readonly isComposing?: boolean; readonly keyCode?: number }

/**
 * `composing` is our own record of compositionstart and compositionend. Safari ends the composition before it reports the Enter that ended
 * it, with keyCode 229.
 */
export function sends(event: Key, composing: boolean): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false;
  return !composing && event.isComposing !== true && event.keyCode !== 229;
}
