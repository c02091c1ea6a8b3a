// What a paste means when the clipboard holds several things at once.
/** A table copied from a sheet brings a picture of itself: its words are meant. A file copied on a Mac brings its name as words: the file is meant. */
export function pastedFiles(data: Pick<DataTransfer, 'files' | 'getData'> | null): readonly File[] {
  const files = [...(data?.files ?? [])];
  const words = data?.getData('text/plain').trim();
  const names = files.map((file) => file.name);
  return !words || words.split(/[\r\n]+/).every((line) => names.includes(line)) ? files : [];
}
