// The source of a page that carries its graph: everything is there, nothing has to be loaded.
//
// A source has: whole (whether the page carries all it can show), load(need) (null where what is needed is there, else a
// promise; see served.js for what can be needed), find(text, signal) (matches as { node, name }, or a promise of
// them), counts(state, arrived, failed) ({ of, passing }: numbers by facet and value of the whole graph, null where those of the
// model are right), way(from, to) (hops, null where nothing joins the two, undefined while it is not known), near(node) (ids of its
// neighbours, the weightiest first), more(item) (how many statements of a thing or link come
// next), further(view) ({ next, total }: how much comes next of what a view shows of the whole graph, and how much there is).
import { neighboursOf } from '../model.js';
import { findPath } from '../path.js';
import { createIndex, find } from '../search-index.js';

/** The source over a whole model. */
export function createWhole(model) {
  let index = null;
  return {
    whole: true,
    counts: () => ({ of: null, passing: null }),
    load: () => null,
    find: (text) => find(index ??= createIndex(model), text),
    way: (from, to) => findPath(model, from, to),
    near: (node) => neighboursOf(model, node).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1)).map((n) => n.id),
    more: () => 0,
    further: () => ({ next: 0, total: 0 }),
  };
}
