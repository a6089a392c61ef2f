// Facets: what statements can be told apart by, how many there are of each value, and which things and links pass.

/** The facets in the order of the page; `class` is one of things, the others of statements. Time is a range of its own. */
export const FACETS = ['class', 'document', 'basis', 'speaker', 'confidence', 'conflict'];
const OF_STATEMENTS = FACETS.slice(1);

const valuesOf = (s) => ({
  document: s.document, basis: s.basis ?? '', speaker: s.speaker ?? '', confidence: bandOf(s), conflict: agreementOf(s),
});

/** How sure a statement is: 'reviewed' where a person accepted it, else a band of its confidence. */
export function bandOf(s) {
  if (s.confidence == null) return s.unreviewed ? 'unknown' : 'reviewed';
  return s.confidence >= 0.9 ? 'high' : s.confidence >= 0.7 ? 'middle' : 'low';
}

export const agreementOf = (s) => (s.conflict ? 'disagree' : s.supports.length ? 'agree' : 'single');

const yearOf = (day) => Number(day.slice(0, 4));

/** First and last year that dated statements name, or null where none is dated. */
export function yearsOf(model) {
  let first = Infinity, last = -Infinity;
  for (const s of model.statements) {
    const day = s.earliest ?? s.latest;
    if (day) { first = Math.min(first, yearOf(day)); last = Math.max(last, yearOf(s.latest ?? day)); }
  }
  return first <= last ? [first, last] : null;
}

function inYears(s, state) {
  if (!s.earliest && !s.latest) return state.undated;
  if (!state.years) return true;
  return (!s.latest || yearOf(s.latest) >= state.years[0]) && (!s.earliest || yearOf(s.earliest) <= state.years[1]);
}

export const isFiltered = (state) => Boolean(state.years) || !state.undated || OF_STATEMENTS.some((facet) => state.off[facet].size > 0);

const known = new WeakMap(); // the values of all statements of a model, taken once
function facetValues(model) {
  if (!known.has(model)) known.set(model, model.statements.map(valuesOf));
  return known.get(model);
}

/**
 * What passes: `statements` (a Set of indexes) and `counts` (facet -> Map of value -> number). A value's number is that of the
 * statements that pass all the other facets, so that it says what switching it on would bring; `time` counts by year. Only
 * those statements are counted that `counted` takes, which a view has room for.
 */
export function filterStatements(model, state, counted = () => true) {
  const statements = new Set(), values = facetValues(model);
  const counts = Object.fromEntries([...OF_STATEMENTS, 'time'].map((facet) => [facet, new Map()]));
  const count = (facet, value, by = 1) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + by);
  for (const s of model.statements) {
    const own = values[s.index], taken = counted(s);
    let fails = 0, failing = null; // how many facets leave it away, and the last of them
    for (const facet of OF_STATEMENTS) if (state.off[facet].has(own[facet])) { fails += 1; failing = facet; }
    if (!inYears(s, state)) { fails += 1; failing = 'time'; }
    if (!fails) statements.add(s.index);
    const passes = (facet) => taken && (fails === 0 || (fails === 1 && failing === facet)); // all the others
    for (const facet of OF_STATEMENTS) count(facet, own[facet], passes(facet) ? 1 : 0);
    if (passes('time')) count('time', s.earliest || s.latest ? yearOf(s.earliest ?? s.latest) : '');
  }
  return { statements, counts };
}

/** The things to show of those in `shown`; a pinned thing passes every filter but being hidden. */
export function filterThings(model, state, shown, passing) {
  const some = passesSome(state, passing), things = new Set();
  for (const id of shown) {
    const node = model.nodes.get(id);
    if (state.pinned.has(id) || (!state.off.class.has(node.type) && some(node))) things.add(id);
  }
  return things;
}

/** The things and links to draw of those in `shown`. */
export function filterNetwork(model, state, shown, passing) {
  const nodes = filterThings(model, state, shown, passing), some = passesSome(state, passing);
  return { nodes, links: model.links.filter((l) => nodes.has(l.from) && nodes.has(l.to) && some(l)) };
}

function passesSome(state, passing) {
  const filtered = isFiltered(state);
  return (item) => !filtered || item.statements.some((i) => passing.has(i));
}
