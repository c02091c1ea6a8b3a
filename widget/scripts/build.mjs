// Builds the widget into the server's wwwroot: loader.js keeps its name, everything else carries its hash.
import { build } from 'esbuild';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSources } from './sources.mjs';
import { reportSizes } from './size.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = process.env.XIAOER_WIDGET_OUT ?? join(root, '..', 'src', 'Xiaoer', 'wwwroot', 'widget');

await checkSources(join(root, 'src'));
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const common = {
  bundle: true, minify: true, legalComments: 'none', charset: 'utf8', target: ['es2021', 'safari15'], outdir: out,
  define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'warning', absWorkingDir: root,
};

await build({ ...common, entryPoints: { loader: 'src/loader/loader.ts' }, format: 'iife' });
const app = await build({
  ...common, entryPoints: { app: 'src/main.tsx' }, format: 'esm', splitting: true, metafile: true, jsx: 'automatic', jsxImportSource: 'preact',
  entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', platform: 'browser',
});

const entry = Object.entries(app.metafile.outputs).find(([, output]) => output.entryPoint === 'src/main.tsx');
const page = (await readFile(join(root, 'src', 'app.html'), 'utf8'))
  .replace('app.js', basename(entry[0]))
  .replace('app.css', basename(entry[1].cssBundle));
await writeFile(join(out, 'app.html'), page);

const files = await readdir(out);
if (!files.some((file) => file.startsWith('signalr-'))) throw new Error('SignalR must stay in its own chunk.');
await reportSizes(out);
