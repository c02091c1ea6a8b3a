// Prints the gzipped bytes of what a visitor downloads and fails over the floors.
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const limits = { loader: { goal: 4096, floor: 5 * 1024 }, app: { goal: 45 * 1024, floor: 60 * 1024 } };

export async function reportSizes(folder) {
  const sizes = {};
  for (const file of (await readdir(folder)).sort()) {
    if (file.endsWith('.map')) continue;
    sizes[file] = gzipSync(await readFile(join(folder, file)), { level: 9 }).length;
    console.log(`${String(sizes[file]).padStart(7)} B gz  ${file}`);
  }
  // The app counts everything it can ever load, the hub client included.
  const loader = sizes['loader.js'] ?? Infinity;
  const app = Object.entries(sizes).filter(([file]) => file !== 'loader.js').reduce((sum, [, bytes]) => sum + bytes, 0);
  for (const [name, bytes] of [['loader', loader], ['app', app]]) {
    const { goal, floor } = limits[name];
    console.log(`${String(bytes).padStart(7)} B gz  ${name} in all (goal ${goal}, floor ${floor})`);
    if (bytes > floor) throw new Error(`The ${name} is ${bytes} B gzipped: over its floor of ${floor}.`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  await reportSizes(process.env.XIAOER_WIDGET_OUT ?? join(root, '..', 'src', 'Xiaoer', 'wwwroot', 'widget'));
}
