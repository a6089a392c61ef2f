// The shortest way between two things over the whole graph.

// What is stated as actual is gone over before what is only planned or estimated.
const STATED = 1, PLANNED = 2.5;

/**
 * The way as [{ from, to, links }], one entry a hop with all links between the two; [] from a thing to itself, null where there is none.
 * The same each time: of equals the one whose ids come first.
 */
export function findPath(model, start, end) {
  const cost = new Map([[start, 0]]), before = new Map(), done = new Set(), heap = createHeap();
  heap.push(0, start);
  for (let id = heap.pop(); id !== undefined && id !== end; id = heap.pop()) {
    if (done.has(id)) continue;
    done.add(id);
    for (const link of model.linksOf.get(id)) {
      const next = link.from === id ? link.to : link.from, total = cost.get(id) + (link.plan ? PLANNED : STATED), known = cost.get(next) ?? Infinity;
      if (total < known || (total === known && id < before.get(next))) {
        cost.set(next, total);
        before.set(next, id);
        if (total < known) heap.push(total, next);
      }
    }
  }
  if (!cost.has(end)) return null;
  const hops = [];
  for (let id = end; id !== start; id = before.get(id)) hops.unshift(hopBetween(model, before.get(id), id));
  return hops;
}

/** One hop of a way: the two things with all links between them. */
export const hopBetween = (model, from, to) => ({
  from, to,
  links: model.linksOf.get(from).filter((l) => l.from === to || l.to === to).sort((a, b) => a.plan - b.plan || b.statements.length - a.statements.length),
});

function createHeap() { // a binary heap; equals in the order of their ids
  const entries = [], less = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
  const swap = (i, j) => { [entries[i], entries[j]] = [entries[j], entries[i]]; };
  return {
    push(key, id) {
      let i = entries.push([key, id]) - 1;
      for (let up = (i - 1) >> 1; i > 0 && less(entries[i], entries[up]); i = up, up = (i - 1) >> 1) swap(i, up);
    },
    pop() {
      if (!entries.length) return undefined;
      swap(0, entries.length - 1);
      const [, id] = entries.pop();
      for (let i = 0; ;) {
        const [left, right] = [2 * i + 1, 2 * i + 2];
        let least = i;
        if (left < entries.length && less(entries[left], entries[least])) least = left;
        if (right < entries.length && less(entries[right], entries[least])) least = right;
        if (least === i) return id;
        swap(i, least);
        i = least;
      }
    },
  };
}
