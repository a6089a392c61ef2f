import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeAround } from '../src/network/radial.js';
import { createModel } from '../src/model.js';
import { findPath } from '../src/path.js';
import { createIndex, find } from '../src/search-index.js';
import { harbour } from './harbour.mjs';

const model = createModel(harbour()), index = createIndex(model);

test('a thing is found by label, Chinese name and alias, and the hit says by which', () => {
  assert.equal(find(index, 'ferry')[0].node.id, 'ferry');
  assert.equal(find(index, '林多港')[0].node.id, 'port');
  assert.deepEqual(find(index, 'old do').map((hit) => [hit.node.id, hit.name]), [['port', 'Old Docks']]);
});

test('a whole name comes before a part of one', () => {
  assert.deepEqual(find(index, 'lindow').map((hit) => hit.node.id), ['lindow', 'port']);
});

test('nothing is found by nothing', () => assert.deepEqual(find(index, '  '), []));

test('ten thousand things are searched within a tenth of a second', () => {
  const data = { ...harbour(), edges: [], nodes: Array.from({ length: 10_000 }, (_, i) => ({ id: `t${i}`, label: `Thing number ${i}`, label_zh: `事物${i}`, type: 'Place', aliases: [`Alias ${i} of it`] })) };
  const many = createIndex(createModel(data)), from = performance.now();
  assert.equal(find(many, 'alias 9999')[0].node.id, 't9999');
  assert.ok(performance.now() - from < 100);
});

test('a path goes hop by hop and names all the links of each', () => {
  const hops = findPath(model, 'lindow', 'crane');
  assert.deepEqual(hops.map((hop) => [hop.from, hop.to, hop.links.map((l) => l.label)]), [['lindow', 'port', ['located in']], ['port', 'ferry', ['will connect']], ['ferry', 'crane', ['owns']]]);
});

test('what is actual is gone over before what is planned', () => {
  const data = harbour();
  data.edges.push({ from: 'lindow', to: 'crane', label: 'houses', statements: [0] }, { from: 'crane', to: 'port', label: 'serves', statements: [0] });
  assert.deepEqual(findPath(createModel(data), 'port', 'crane').map((hop) => hop.links[0].label), ['serves']);
  assert.deepEqual(findPath(createModel(data), 'port', 'ferry').map((hop) => hop.to), ['ferry']);
});

test('there is no path to what hangs on nothing', () => {
  assert.equal(findPath(createModel({ ...harbour(), edges: [] }), 'port', 'crane'), null);
  assert.deepEqual(findPath(model, 'port', 'port'), []);
});

test('around a thing stand its neighbours nearer than theirs, each in its own place', () => {
  const places = placeAround('port', new Set(model.nodes.keys()), model.links);
  const far = (id) => Math.hypot(...places.get(id));
  assert.deepEqual(places.get('port'), [0, 0]);
  assert.ok(far('crane') > far('ferry') && far('ferry') > 100);
  assert.equal(new Set([...places.values()].map(String)).size, 4);
  assert.deepEqual(placeAround('port', new Set([...model.nodes.keys()].reverse()), model.links), new Map([...places]));
});
