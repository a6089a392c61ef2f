// Figures of one thing over time, as the small charts of its panel show them.

const DAY = 86_400_000;
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** When a statement holds, in days since 1970: the middle of its time; null where it has none. */
export function momentOf(s) {
  if (!s.earliest && !s.latest) return null;
  const first = dayOf(s.earliest ?? s.latest), last = dayOf(s.latest ?? s.earliest);
  return (first + last) / 2;
}

/**
 * The series of a thing: [{ predicate, unit, scope, points: [{ statement, at, value }] }], those with two moments or more,
 * points in the order of time. Figures of another unit or scope are another series.
 */
export function seriesOf(statements, id) {
  const groups = new Map();
  for (const s of statements) {
    const at = momentOf(s);
    if (s.number == null || at == null || s.subject !== id) continue;
    const key = JSON.stringify([s.predicate, s.unit, s.scope]);
    if (!groups.has(key)) groups.set(key, { predicate: s.predicate, unit: s.unit, scope: s.scope, points: [] });
    groups.get(key).points.push({ statement: s, at, value: s.number });
  }
  return [...groups.values()].filter((g) => new Set(g.points.map((p) => p.at)).size > 1)
    .map((g) => ({ ...g, points: g.points.sort((a, b) => a.at - b.at || a.value - b.value) }));
}
