import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../src/model.js';
import { clean, safeAddress, shorten, twoLines, visible } from '../src/text.js';
import { createWords, WORDS } from '../src/words.js';
import { harbour } from './harbour.mjs';

test('every word is there in both languages', () => {
  const plain = (lang) => Object.keys(WORDS[lang]).filter((key) => !key.startsWith('term-')).sort();
  assert.deepEqual(plain('en'), plain('zh'));
});

test('a placeholder of one language is one of the other, too', () => {
  const marks = (text) => [...new Set(text.match(/\{\d\}/g))].sort();
  for (const [key, text] of Object.entries(WORDS.en)) assert.deepEqual(marks(WORDS.zh[key]), marks(text), key);
});

test('one thing is named in the singular, two in the plural', () => {
  const words = createWords(createModel(harbour()));
  assert.equal(words.t('matches', 1), '1 match');
  assert.equal(words.t('matches', 2), '2 matches');
});

test('names follow the language, and fall back to English', () => {
  const model = createModel(harbour()), words = createWords(model);
  words.lang = 'zh';
  assert.equal(words.nameOf(model.nodes.get('port')), '林多港');
  assert.equal(words.nameOf(model.nodes.get('ferry')), 'Ferry line');
  assert.equal(words.termOf('located in'), '位于');
});

test('marks that turn the direction of writing are taken out', () => {
  assert.equal(clean('\u202egnp.exe'), 'gnp.exe');
  assert.equal(visible('\u200b\u2800'), '');
});

test('a long name is cut with an ellipsis and parted into lines that are alike', () => {
  assert.equal(shorten('abcdefghij', 5), 'abcde…');
  assert.deepEqual(twoLines('Ministry of Harbours and Lighthouses', 46), ['Ministry of Harbours', 'and Lighthouses']);
});

test('only web and mail addresses are links', () => {
  assert.equal(safeAddress('javascript:alert(1)'), null);
  assert.equal(safeAddress('https://example.org/').hostname, 'example.org');
});

test('no two files of words have a key in common', async () => {
  const files = await Promise.all(['words/explorer', 'views/words', 'exports/words'].map((name) => import(`../src/${name}.json`, { with: { type: 'json' } })));
  const keys = files.flatMap((file) => Object.keys(file.default.en));
  assert.deepEqual(keys.filter((key, i) => keys.indexOf(key) !== i), []);
});
