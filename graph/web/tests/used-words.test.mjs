import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { WORDS } from '../src/words.js';

test('every word that a source names is there', async () => {
  const root = new URL('../src/', import.meta.url), files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.js'));
  let count = 0;
  for (const file of files) {
    for (const [, key] of (await readFile(new URL(file, root), 'utf8')).matchAll(/\bt\('([\w -]+)'/g)) {
      count += 1;
      assert.ok(key in WORDS.en, `${file}: ${key}`);
    }
  }
  assert.ok(count > 100);
});
