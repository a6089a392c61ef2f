import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { WORDS } from '../src/words.js';

/** The modules that one imports, itself among them, with their texts. */
async function modulesOf(address, found = new Map()) {
  if (found.has(address.href)) return found;
  const text = await readFile(address, 'utf8');
  found.set(address.href, text);
  for (const [, name] of text.matchAll(/from '(\.[^']+\.js)'/g)) await modulesOf(new URL(name, address), found);
  return found;
}

test('every word that a module of the explorer names is there', async () => {
  const modules = await modulesOf(new URL('../src/explorer.js', import.meta.url));
  const named = [...modules].flatMap(([file, text]) => [...text.matchAll(/\bt\('([\w -]+)'/g)].map(([, key]) => [file, key]));
  for (const [file, key] of named) assert.ok(key in WORDS.en, `${file}: ${key}`);
  assert.ok(modules.size > 40 && named.length > 100);
});
