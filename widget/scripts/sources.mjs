// Text from outside is never markup, and nothing is run from text: the build stops when a source could do either (reliability C-06).
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const forbidden = [
  /\b(inner|outer)HTML\b/, /insertAdjacentHTML/, /dangerouslySetInnerHTML/, /document\.write/, /createContextualFragment/,
  /DOMParser/, /\beval\s*\(/, /new\s+Function\b/, /setHTML/, /srcdoc/,
];

export async function checkSources(folder) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(ts|tsx|html)$/.test(entry.name)) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const lines = (await readFile(path, 'utf8')).split('\n');
    if (lines.length > 401) found.push(`${path}: over 400 lines`);
    lines.forEach((line, index) => {
      for (const rule of forbidden) if (rule.test(line)) found.push(`${path}:${index + 1}: ${rule.source}`);
    });
    if (entry.name.endsWith('.html') && lines.some((line) => /<script(?![^>]*\bsrc=)|\son\w+=|<style/.test(line)))
      found.push(`${path}: inline script or style`);
  }
  if (found.length > 0) throw new Error(`These sources could run or render text from outside:\n${found.join('\n')}`);
}
