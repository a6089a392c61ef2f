// Figures over time: statements that measure the same thing at several times.
import { parseTime } from './dates.js';
import { isOpen } from './timeline-rows.js';

/**
 * What can be drawn as charts of some statements: [{ subject, predicate, unit, scope, place, points }], longest first.
 * A series holds the dated numbers of one indicator of one thing in one unit, scope and place, at two times at least;
 * its points { day, time, value, statement, open } are in the order of time.
 */
export function seriesOf(statements) {
  const found = new Map();
  for (const s of statements) {
    const time = parseTime(s.time);
    if (!time || typeof s.number !== 'number' || !Number.isFinite(s.number)) continue;
    const { subject, predicate, unit, place } = s, scope = scopeOf(s);
    const key = JSON.stringify([subject, predicate, unit, scope, place]);
    if (!found.has(key)) found.set(key, { subject, predicate, unit, scope, place, points: [] });
    const from = time.from ?? time.to - 1, to = time.to ?? time.from + 1;
    found.get(key).points.push({ day: (from + to) / 2, time: s.time, value: s.number, statement: s, open: isOpen(s) });
  }
  const drawn = [...found.values()].filter(({ points }) => new Set(points.map(({ time }) => time)).size > 1);
  for (const series of drawn) series.points.sort((a, b) => a.day - b.day || a.value - b.value);
  return drawn.sort((a, b) => b.points.length - a.points.length || (a.predicate < b.predicate ? -1 : 1));
}

// The policy in the scope of a target says who wants it, not what is counted.
const scopeOf = (s) => (s.scope ?? '').split('; ').filter((part) => !part.startsWith('policy: ')).join('; ');

/** Round numbers between two values for an axis, about `most` of them, the first at or below `low`, the last at or above `high`. */
export function niceScale(low, high, most = 4) {
  const span = high - low || Math.abs(high) || 1, rough = span / most, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999);
  const first = Math.floor(low / step), last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
