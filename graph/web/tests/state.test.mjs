import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../src/model.js';
import { createStore, fromFragment, openingState, shownIds, toFragment } from '../src/state.js';
import { harbour } from './harbour.mjs';

const model = createModel(harbour()), opening = openingState(2);

test('a fragment brings the same state back', () => {
  const state = {
    ...opening, view: 'table', layout: 'radial', centre: 'port', added: new Set(['crane']), hidden: new Set(['lindow']),
    pinned: new Map([['ferry', [12, -40]]]), off: { ...opening.off, basis: new Set(['target', 'a,b&c=d']) }, years: [2019, 2025], undated: false,
    panel: ['link', 'port', 'ferry', 'will connect'], camera: [10, 20, 0.5], lang: 'zh',
  };
  assert.deepEqual(fromFragment(`#${toFragment(state, opening)}`, opening, model), state);
});

test('a fragment that makes no sense gives the opening', () => {
  assert.deepEqual(fromFragment('#panel=node,nobody&years=x&camera=1,2&layout=radial,nobody&pin=port,a,b&show=-1&%%%', opening, model), opening);
});

test('what is hidden can be undone and redone', () => {
  const store = createStore(opening);
  store.set({ hidden: new Set(['port']) });
  assert.equal(store.undo(), true);
  assert.equal(store.state.hidden.size, 0);
  assert.equal(store.redo(), true);
  assert.deepEqual([...store.state.hidden], ['port']);
  assert.equal(store.redo(), false);
});

test('a new change ends what could be redone', () => {
  const store = createStore(opening);
  store.set({ hidden: new Set(['port']) });
  store.undo();
  store.set({ added: new Set(['crane']) });
  assert.equal(store.canRedo, false);
});

test('choosing a thing is nothing to undo', () => {
  const store = createStore(opening);
  store.set({ panel: ['node', 'port'] });
  assert.equal(store.canUndo, false);
});

test('the moves of a slider are one step', () => {
  const store = createStore(opening), told = [];
  store.subscribe((_, __, how) => told.push(how));
  store.set({ years: [2000, 2010] }, 'step', 'years');
  store.set({ years: [2001, 2010] }, 'step', 'years');
  store.undo();
  assert.equal(store.state.years, null);
  assert.deepEqual(told, ['step', 'quiet', 'step']);
});

test('shown are the first in rank, with what was added and without what was hidden', () => {
  const state = { ...opening, added: new Set(['crane']), hidden: new Set(['port']) };
  assert.deepEqual([...shownIds(model, ['port', 'lindow', 'ferry'], state)], ['lindow', 'crane']);
});
