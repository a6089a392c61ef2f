// Stated times as stretches of days, and the marks of a time axis. Days are counted from 1970-01-01.

const POINT = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DAY = 86_400_000;

/** The number of a day; the month counts from 0 and may lie outside the year. */
function dayOf(year, month = 0, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC would take the year 15 for 1915
  return date.getTime() / DAY;
}

export const dateOf = (day) => new Date(day * DAY);

function parsePoint(text) {
  const match = POINT.exec(text);
  if (!match) return null;
  const year = Number(match[1]), month = match[2] && Number(match[2]), day = match[3] && Number(match[3]);
  if (year === 0) return null;
  if (month === undefined) return { precision: 'year', from: dayOf(year), to: dayOf(year + 1) };
  if (month < 1 || month > 12) return null;
  if (day === undefined) return { precision: 'month', from: dayOf(year, month - 1), to: dayOf(year, month) };
  const from = dayOf(year, month - 1, day);
  return dateOf(from).getUTCMonth() === month - 1 && day > 0 ? { precision: 'day', from, to: from + 1 } : null;
}

/**
 * The days that a stated time can mean: { precision, from, to }, `to` being the day after the last one.
 * Written `2015`, `2015-05`, `2015-05-26`, `A/B`, `A/..` or `../B`; an open side is null. Null for anything else, such
 * as a day that does not exist or an interval that ends before it begins.
 */
export function parseTime(text) {
  if (typeof text !== 'string') return null;
  if (!known.has(text)) known.set(text, parseOnce(text));
  return known.get(text);
}
const known = new Map(); // a large graph names the same times over and over

function parseOnce(text) {
  const ends = text.split('/');
  if (ends.length === 1) return parsePoint(text);
  if (ends.length > 2) return null;
  const [start, end] = ends.map((end) => (end === '..' ? { from: null, to: null } : parsePoint(end)));
  if (!start || !end || (start.from === null && end.to === null)) return null;
  if (start.from !== null && end.to !== null && end.to <= start.from) return null;
  return { precision: 'interval', from: start.from, to: end.to };
}

const MONTH = 30.44, YEAR = 365.25;
// Steps of an axis: their length in days, and the months or years from one to the next.
const STEPS = [
  { days: 1, unit: 'day', by: 1 }, { days: 7, unit: 'day', by: 7 }, { days: MONTH, unit: 'month', by: 1 }, { days: 3 * MONTH, unit: 'month', by: 3 },
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((by) => ({ days: by * YEAR, unit: 'year', by })),
];

/** The marks of an axis from one day to another, at most `most` of them: [{ day, unit }], the first not before `from`. */
export function ticks(from, to, most) {
  const step = STEPS.find(({ days }) => (to - from) / days <= most) ?? STEPS.at(-1);
  const start = dateOf(from), year = start.getUTCFullYear(), found = [];
  const at = { // the n-th mark from the beginning of the stretch
    day: (n) => dayOf(year, start.getUTCMonth(), 1 + n * step.by),
    month: (n) => dayOf(year, n * step.by),
    year: (n) => dayOf(Math.floor(year / step.by) * step.by + n * step.by),
  }[step.unit];
  for (let n = 0, day = at(0); day < to; day = at(++n)) if (day >= from) found.push({ day, unit: step.unit });
  return found;
}

const FORMS = { day: { day: 'numeric', month: 'short', year: 'numeric' }, month: { month: 'short', year: 'numeric' }, year: { year: 'numeric' } };

/** A mark in words, in the language `locale`. */
export const tickLabel = ({ day, unit }, locale) => new Intl.DateTimeFormat(locale, { ...FORMS[unit], timeZone: 'UTC' }).format(dateOf(day));
