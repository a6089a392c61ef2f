import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { WORDS } from '../src/words.js';

test('every word that a source names is there', async () => {
  const root = new URL('../src/', import.meta.url), files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.js'));
  const pages = JSON.parse(await readFile(new URL('../../shugu/serve/site/words.json', import.meta.url), 'utf8'));
  let count = 0;
  for (const file of files) {
    const words = /^(?:editor|review)/.test(file) ? pages : WORDS; // those are parts of the server's own pages
    for (const [, key] of (await readFile(new URL(file, root), 'utf8')).matchAll(/\bt\('([\w -]+)'/g)) {
      count += 1;
      const name = file.startsWith('review') ? `review-${key}` : key;
      assert.ok(name in words.en, `${file}: ${name}`);
    }
  }
  assert.ok(count > 100);
});
