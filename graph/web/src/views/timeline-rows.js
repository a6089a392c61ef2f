// What a timeline shows: for each thing the times that something is stated of it.
import { isPlan } from '../model.js';
import { parseTime } from './dates.js';

/** Whether a statement must not be drawn as a fact. */
export const isOpen = (s) => isPlan(s) || s.unreviewed;

export const isDated = (s) => Boolean(parseTime(s.time));

/**
 * The dated statements by thing: { rows: [{ id, count, first, marks }], dated, undated }.
 * A mark is all that is stated of a thing at one time, plans apart from facts:
 * { time, precision, from, to, statements, open, conflict }. Rows stand in the order of their first day.
 */
export function datedRows(statements) {
  const rows = new Map();
  let dated = 0;
  for (const s of statements) {
    const time = parseTime(s.time);
    if (!time) continue;
    dated += 1;
    const row = rows.get(s.subject) ?? { id: s.subject, count: 0, marks: new Map() };
    rows.set(s.subject, row);
    row.count += 1;
    const open = isOpen(s), key = `${s.time} ${open}`;
    const mark = row.marks.get(key) ?? { time: s.time, ...time, statements: [], open, conflict: false };
    row.marks.set(key, mark);
    mark.statements.push(s);
    mark.conflict ||= s.conflict;
  }
  const start = (mark) => mark.from ?? mark.to - 1;
  const inOrder = (marks) => [...marks].sort((a, b) => start(a) - start(b) || (b.to ?? Infinity) - (a.to ?? Infinity) || a.open - b.open);
  const list = [...rows.values()].map((row) => ({ ...row, marks: inOrder(row.marks.values()) }));
  for (const row of list) row.first = start(row.marks[0]);
  return { rows: list.sort((a, b) => a.first - b.first || b.count - a.count), dated, undated: statements.length - dated };
}

/** First and last day of the rows with a little room on both sides; an open side counts as its known end. */
export function extentOf(rows) {
  let from = Infinity, to = -Infinity;
  for (const { marks } of rows) {
    for (const mark of marks) {
      from = Math.min(from, mark.from ?? mark.to - 1);
      to = Math.max(to, mark.to ?? mark.from + 1);
    }
  }
  if (from > to) return { from: 0, to: 365 };
  const room = Math.max(3, (to - from) * 0.03);
  return { from: from - room, to: to + room };
}

const LANES = 7, GAP = 10, LEAST = 7, SIGN = 16;
const widthOf = (label, mark, measure) => measure(label) + (mark.conflict ? SIGN : 0); // with the sign of a disagreement before it

/**
 * The marks of one row as boxes that do not touch: [{ mark, x0, x1, lane, label }], in the order of the marks.
 * `scale` turns days into a place on the axis, `width` is its end, `labelOf` gives the words of a mark, `measure` their
 * width. A mark that is out of sight has no box. Words are left away where they would need too many lanes.
 */
export function placeMarks(marks, { scale, width, labelOf, measure }) {
  const seen = marks.map((mark) => boxOf(mark, scale, width)).filter((box) => box.x1 >= 0 && box.x0 <= width);
  const labelled = pack(seen, (box) => {
    const label = labelOf(box.mark), wide = widthOf(label, box.mark, measure);
    if (box.x1 + 5 + wide <= width) return { label, side: 'right', x0: box.x0, x1: box.x1 + 5 + wide };
    return box.x0 - 5 - wide >= 0 ? { label, side: 'left', x0: box.x0 - 5 - wide, x1: box.x1 } : { x0: box.x0, x1: box.x1 };
  });
  return labelled.lanes <= LANES ? labelled : labelGaps(pack(seen, ({ x0, x1 }) => ({ x0, x1 })), { width, labelOf, measure });
}

/** The same boxes, with words where the next mark of a lane leaves room for them. */
function labelGaps({ boxes, lanes }, { width, labelOf, measure }) {
  const next = (box) => Math.min(width, ...boxes.filter((other) => other.lane === box.lane && other.x0 > box.x0).map(({ x0 }) => x0 - GAP));
  const named = boxes.map((box) => {
    const label = labelOf(box.mark);
    return box.x1 + 5 + widthOf(label, box.mark, measure) <= next(box) ? { ...box, label, side: 'right' } : box;
  });
  return { boxes: named, lanes };
}

function boxOf(mark, scale, width) {
  let x0 = mark.from === null ? -GAP : scale(mark.from), x1 = mark.to === null ? width + GAP : scale(mark.to);
  if (mark.precision === 'day' || x1 - x0 < LEAST) [x0, x1] = [(x0 + x1 - LEAST) / 2, (x0 + x1 + LEAST) / 2];
  return { mark, x0: Math.max(x0, -GAP), x1: Math.min(x1, width + GAP) };
}

function pack(boxes, extent) {
  const ends = [];
  const placed = boxes.map((box) => {
    const { label, side, x0, x1 } = extent(box);
    let lane = ends.findIndex((end) => end + GAP <= x0);
    if (lane < 0) lane = ends.length;
    ends[lane] = x1;
    return { ...box, lane, label, side };
  });
  return { boxes: placed, lanes: Math.max(1, ends.length) };
}
