// Bundles every entry of entries.json into graph/shugu/publish/web/, with the licences of what is in the bundles.
// The bytes depend on the sources and the lock file only: no path, no date, no map.
//   node build.mjs [FOLDER]      another folder, for comparing with what is committed
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../shugu/publish/web'));

const entries = JSON.parse(await readFile(join(here, 'entries.json'), 'utf8'));
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: entries,
  outdir: out,
  bundle: true,
  format: 'iife',
  target: ['es2023', 'chrome111', 'firefox115', 'safari16.4'],
  charset: 'utf8',
  minify: true,
  legalComments: 'none',
  loader: { '.svg': 'text' },
  metafile: true,
  logLevel: 'warning',
});
await mkdir(out, { recursive: true });
await writeFile(join(out, 'THIRD-PARTY.txt'), await licences(Object.keys(metafile.inputs)));

/** The licence texts of all packages that a bundle holds a file of, in the order of their names. */
async function licences(inputs) {
  const folders = new Set(inputs.map((path) => path.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
  const parts = [];
  for (const folder of [...folders].sort()) {
    const about = JSON.parse(await readFile(join(here, folder, 'package.json'), 'utf8'));
    const files = (await readdir(join(here, folder))).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
    if (!files.length && !about.license) throw new Error(`${folder} says nothing of its licence; it cannot be shipped`);
    const texts = await Promise.all(files.map((name) => readFile(join(here, folder, name), 'utf8')));
    parts.push(`${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${texts.join('\n').replaceAll('\r\n', '\n').trim()}\n`);
  }
  const head = 'Software of others in the bundles of this folder, with its licences.\n';
  return [head, ...(parts.length ? parts : ['None: every bundle is made of the project\'s own sources.\n'])].join(`\n${'-'.repeat(80)}\n`);
}
