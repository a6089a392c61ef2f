// What each view has room for: which statements it can show at all, and which things of a selection it shows.
import { inPairs } from './conflict-pairs.js';
import { isPromise, targetsOf } from './delivery-rows.js';
import { placeOf } from './map-places.js';
import { isDated } from './timeline-rows.js';

const TAKES = { // view -> (model) -> (statement) -> whether it shows it, when the filters let it pass
  table: () => () => true,
  timeline: () => isDated,
  map: (model) => (s) => [s.subject, s.value, s.place].some((id) => placeOf(model, id)),
  delivery: (model) => { const targets = targetsOf(model); return (s) => targets.has(s.index) || isPromise(s); },
  conflicts: (model) => { const sides = inPairs(model); return (s) => sides.has(s.index); },
};
const THINGS = { // of a selection; elsewhere the subjects of what is shown
  table: (model, { nodes }) => nodes,
  map: (model, { nodes }) => new Set([...nodes].filter((id) => placeOf(model, id))),
};

/** The view's contents, or undefined for the network: `takes(s)`, and `of(selection)`, which gives { nodes, statements } shown. */
export function createContents(model, view) {
  if (!TAKES[view]) return undefined;
  const taken = new Set(model.statements.filter(TAKES[view](model)).map(({ index }) => index));
  return {
    takes: (s) => taken.has(s.index),
    of(selection) {
      const statements = new Set([...selection.statements].filter((index) => taken.has(index)));
      const nodes = THINGS[view]?.(model, selection) ?? new Set([...statements].map((index) => model.statements[index].subject));
      return { nodes, statements };
    },
  };
}
