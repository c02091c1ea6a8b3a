// Bundles every test for Node and runs them with Node's own test runner. Words on the command line choose files by name.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSources } from './sources.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'node_modules', '.tests');
const wanted = process.argv.slice(2);

await checkSources(join(root, 'src'));
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const tests = (await readdir(join(root, 'tests')))
  .filter((file) => /\.test\.tsx?$/.test(file) && (wanted.length === 0 || wanted.some((word) => file.includes(word))));
await build({
  entryPoints: tests.map((file) => join(root, 'tests', file)), outdir: out, outExtension: { '.js': '.mjs' }, bundle: true, format: 'esm', platform: 'node',
  packages: 'external', jsx: 'automatic', jsxImportSource: 'preact', sourcemap: 'inline', logLevel: 'warning', loader: { '.css': 'empty' },
});
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...(await readdir(out)).map((file) => join(out, file))], { stdio: 'inherit' });
process.exit(run.status ?? 1);
