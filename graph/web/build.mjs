// Bundles every entry of entries.json into graph/shugu/publish/web/, with the licences of what is in the bundles.
// The bytes depend on the sources and the lock file only: no path, no date, no map.
//   node build.mjs [FOLDER]      another folder, for comparing with what is committed
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const [folder = join(here, '../shugu/publish/web')] = process.argv.slice(2);
if (folder.startsWith('-')) {
  console.error(`build.mjs has no option ${folder}; it takes a folder, or nothing`);
  process.exit(2);
}
const out = resolve(folder);

// Sources that were made from a package.
const MADE_FROM = { 'src/views/land.js': 'node_modules/world-atlas' };
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

/** The licence texts of all packages that a bundle holds a file of, and of those that these were built with, by name. */
async function licences(inputs) {
  const folders = new Set();
  for (const path of inputs) {
    const folder = path.match(/(?:^|\/)(node_modules\/(?:@[^/]+\/)?[^/]+)/)?.[1] ?? MADE_FROM[path];
    if (folder) await addWithDependencies(folder, folders);
  }
  const parts = await Promise.all([...folders].sort().map(licence));
  const head = 'Software of others in the bundles of this folder, with its licences.\n';
  return [head, ...(parts.length ? parts : ['None: every bundle is made of the project\'s own sources.\n'])].join(`\n${'-'.repeat(80)}\n`);
}

/** Packages come with their dependencies inside as well as beside them. */
async function addWithDependencies(folder, folders) {
  if (folders.has(folder)) return;
  folders.add(folder);
  const about = JSON.parse(await readFile(join(here, folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(about.dependencies ?? {})) await addWithDependencies(`${folder.match(/^(?:.*\/)?node_modules\//)[0]}${name}`, folders);
}

/** The licence of a package: its own file, or the text that its identifier stands for with those whom it names. */
async function licence(folder) {
  const about = JSON.parse(await readFile(join(here, folder, 'package.json'), 'utf8'));
  const files = (await readdir(join(here, folder))).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(here, folder, name), 'utf8')));
  if (!files.length) {
    const people = [about.author, ...(about.contributors ?? [])].map((one) => one?.name ?? one).filter(Boolean);
    texts.push(`Copyright ${people.join(', ')}\n\n`, await readFile(join(here, 'licences', `${about.license}.txt`), 'utf8'));
  }
  return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${texts.join('\n').replaceAll('\r\n', '\n').trim()}\n`;
}
