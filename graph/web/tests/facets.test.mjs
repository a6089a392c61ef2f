import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterNetwork, filterStatements, yearsOf } from '../src/facets.js';
import { createModel } from '../src/model.js';
import { openingState } from '../src/state.js';
import { harbour } from './harbour.mjs';

const model = createModel(harbour()), opening = openingState('all');
const off = (facet, ...values) => ({ ...opening, off: { ...opening.off, [facet]: new Set(values) } });
const network = (state) => filterNetwork(model, state, new Set(model.nodes.keys()), filterStatements(model, state).statements);

test('without a filter everything passes and every value is counted', () => {
  const { statements, counts } = filterStatements(model, opening);
  assert.equal(statements.size, 6);
  assert.deepEqual(Object.fromEntries(counts.basis), { actual: 4, target: 2 });
  assert.deepEqual(Object.fromEntries(counts.conflict), { single: 4, disagree: 2 });
  assert.deepEqual(Object.fromEntries(counts.confidence), { reviewed: 5, middle: 1 });
  assert.deepEqual(Object.fromEntries(counts.time), { '': 2, 2020: 2, 2025: 1, 2030: 1 });
});

test('a value that is switched off keeps the number that it would bring', () => {
  const { statements, counts } = filterStatements(model, off('basis', 'target'));
  assert.deepEqual([...statements], [0, 2, 3, 4]);
  assert.equal(counts.basis.get('target'), 2);
  assert.equal(counts.document.get('plan'), 1);
});

test('years keep what overlaps them, and what has no time while that is wanted', () => {
  const years = { ...opening, years: [2024, 2026] };
  assert.deepEqual([...filterStatements(model, years).statements], [0, 1, 3]);
  assert.deepEqual([...filterStatements(model, { ...years, undated: false }).statements], [1]);
});

test('a thing or link passes with a statement that passes', () => {
  const { nodes, links } = network(off('document', 'news'));
  assert.deepEqual([...nodes].sort(), ['ferry', 'port']);
  assert.deepEqual(links.map((l) => l.label), ['will connect']);
});

test('a class that is switched off takes its things and their links away', () => {
  const { nodes, links } = network(off('class', 'Place'));
  assert.deepEqual([...nodes].sort(), ['crane', 'ferry']);
  assert.deepEqual(links.map((l) => l.label), ['owns']);
});

test('a pinned thing stays whatever the filters are', () => {
  assert.ok(network({ ...off('class', 'Place'), pinned: new Map([['port', [0, 0]]]) }).nodes.has('port'));
});

test('the years of a graph go from the first to the last day that is named', () => {
  assert.deepEqual(yearsOf(model), [2020, 2030]);
  assert.equal(yearsOf({ statements: [] }), null);
});
