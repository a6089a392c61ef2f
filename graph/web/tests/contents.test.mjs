import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterStatements } from '../src/facets.js';
import { createModel } from '../src/model.js';
import { openingState } from '../src/state.js';
import { createContents } from '../src/views/contents.js';
import { VIEWS } from '../src/views/index.js';
import { harbour } from './harbour.mjs';

const graph = harbour();
graph.nodes[1] = { ...graph.nodes[1], lat: 52.9, lon: 12.8 };
graph.comparisons = [
  { kind: 'conflict', label: 'Port of Lindow: berths', verdict: 'conflict', statements: [2, 4] },
  { kind: 'delivery', label: 'Port of Lindow: berths', verdict: 'not reached', statements: [5, 2], target: [5], actual: [2] },
];
const model = createModel(graph), all = { nodes: new Set(model.nodes.keys()), statements: new Set(model.statements.keys()) };
const shown = (view, selection = all) => {
  const { nodes, statements } = createContents(model, view).of(selection);
  return [[...nodes].sort(), [...statements]];
};

test('each view has its contents, and the network none of its own', () => {
  for (const { name } of VIEWS) assert.ok(createContents(model, name), name);
  assert.equal(createContents(model, 'network'), undefined);
});

test('what a view shows is what it has room for', () => {
  assert.deepEqual(shown('table'), [['crane', 'ferry', 'lindow', 'port'], [0, 1, 2, 3, 4, 5]]);
  assert.deepEqual(shown('timeline'), [['port'], [1, 2, 4, 5]], 'what has a date');
  assert.deepEqual(shown('map'), [['lindow'], [0]], 'what has a point');
  assert.deepEqual(shown('delivery'), [['port'], [1, 5]], 'targets, with and without a number');
  assert.deepEqual(shown('conflicts'), [['port'], [2, 4]], 'the sides of pairs');
});

test('what the filters leave away is not shown', () => {
  assert.deepEqual(shown('timeline', { nodes: new Set(['port']), statements: new Set([0, 1]) }), [['port'], [1]]);
});

test('the numbers of a facet add up to the statements that a view shows', () => {
  for (const { name } of VIEWS) {
    const { takes, of } = createContents(model, name), state = { ...openingState('all'), off: { ...openingState('all').off, document: new Set(['news']) } };
    const { statements, counts } = filterStatements(model, state, takes), there = of({ nodes: all.nodes, statements });
    for (const facet of ['basis', 'speaker', 'confidence', 'conflict', 'time']) {
      assert.equal([...counts[facet].values()].reduce((a, b) => a + b, 0), there.statements.size, `${name} ${facet}`);
    }
    assert.equal(counts.document.get('plan'), there.statements.size, name);
  }
});
