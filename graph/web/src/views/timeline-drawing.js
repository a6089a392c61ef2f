// The timeline as a drawing: names at the start, one lane for each group of times that do not touch, the axis above.
import { el } from './tree.js';
import { tickLabel, ticks } from './dates.js';
import { placeMarks } from './timeline-rows.js';
import { shorten } from '../text.js';

const LANE = 21, AXIS = 30, TEXT = 12, BAR = 11;
const NARROW = 640; // below it a name stands above its marks, not beside them

/** Where the marks of an axis stand in a drawing of some width, and what turns days into a place. */
function plan({ from, to, width }) {
  const narrow = width < NARROW, x = narrow ? 8 : Math.min(300, width * 0.27), room = width - x - 8;
  return { narrow, x, room, scale: (day) => ((day - from) / (to - from)) * room, marks: ticks(from, to, Math.max(2, Math.floor(room / 88))) };
}

/** The axis: { tree, height }. */
export function drawAxis({ from, to, width, locale }) {
  const { x, room, scale, marks } = plan({ from, to, width });
  const labels = marks.filter((tick) => scale(tick.day) < room - 30).map((tick) => [
    el('line', { x1: scale(tick.day), x2: scale(tick.day), y1: AXIS - 8, y2: AXIS, stroke: 'var(--edge)' }),
    el('text', { x: scale(tick.day) + 4, y: AXIS - 9, fill: 'var(--muted)', 'font-size': TEXT }, tickLabel(tick, locale))]);
  return { tree: [el('g', { transform: `translate(${x} 0)`, 'aria-hidden': 'true' }, labels)], height: AXIS };
}

/**
 * The drawing of rows between two days: { tree, height }.
 * `names(row)`, `colors(row)`, `outlines(row)`, `labelOf(mark)`, `describe(row, mark)` give words and colours; `measure(text)` a width;
 * `on(row, mark)` the listeners of a mark; `active` is the mark that the Tab key reaches.
 */
export function drawRows({ rows, from, to, width, names, colors, outlines, labelOf, describe, measure, on, active }) {
  const { narrow, x, room, scale, marks } = plan({ from, to, width });
  const parts = [];
  let y = 0;
  for (const row of rows) {
    const placed = placeMarks(row.marks, { scale, width: room, labelOf, measure });
    const head = narrow ? 19 : 0, height = head + placed.lanes * LANE + 9;
    parts.push(drawRow({ row, placed, y, head, height, x, width, narrow, names, colors, outlines, describe, on, active }));
    y += height;
  }
  const lines = marks.map((tick) => el('line', { x1: scale(tick.day), x2: scale(tick.day), y1: 0, y2: y, stroke: 'var(--line)' }));
  const tree = [
    pattern(), el('clipPath', { id: 'timeline-clip' }, el('rect', { x: -8, y: -4, width: room + 16, height: y + 8 })),
    el('g', { transform: `translate(${x} 0)`, 'aria-hidden': 'true' }, lines), ...parts,
  ];
  return { tree, height: y };
}

// Hatching is the newsroom's sign for what has not happened (yet).
const pattern = () => el('pattern', { id: 'timeline-hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
  el('rect', { width: 5, height: 5, fill: 'var(--paper)' }), el('rect', { width: 2, height: 5, fill: 'var(--edge)' }));

function drawRow({ row, placed, y, head, height, x, width, narrow, names, colors, outlines, describe, on, active }) {
  const name = names(row), middle = y + head + LANE / 2 + 3;
  const swatch = el('path', { d: outlines(row), transform: `translate(${narrow ? x + 6 : 9} ${narrow ? y + 11 : middle}) scale(5)`, fill: colors(row), stroke: 'var(--ink)', 'stroke-opacity': 0.55, 'stroke-width': 0.18, 'aria-hidden': 'true' });
  const title = el('text', {
    x: narrow ? x + 17 : 20, y: narrow ? y + 15 : middle + 4, 'font-size': 13, fill: 'var(--ink)', class: 'timeline-name', on: on(row),
  }, el('title', {}, name), shorten(name, narrow ? Math.floor(width / 7.4) : Math.floor((x - 24) / 6.6)));
  return el('g', { role: 'group', 'aria-label': name },
    el('line', { x1: 0, x2: width, y1: y + height, y2: y + height, stroke: 'var(--line)', 'stroke-opacity': 0.6, 'aria-hidden': 'true' }),
    swatch, title,
    el('g', { transform: `translate(${x} ${y + head + 3})`, 'clip-path': 'url(#timeline-clip)' },
      placed.boxes.map((box) => drawMark({ row, box, color: colors(row), describe, on, chosen: box.mark === active }))));
}

/** What tells a mark from all others. */
export const keyOf = (row, mark) => `${row.id} ${mark.time} ${mark.open}`;

function drawMark({ row, box, color, describe, on, chosen }) {
  const { mark, x0, x1, lane, label, side } = box, middle = lane * LANE + LANE / 2;
  const style = {
    fill: mark.open ? 'url(#timeline-hatch)' : color, stroke: mark.conflict ? 'var(--conflict)' : 'var(--ink)',
    'stroke-width': mark.conflict ? 2 : 1, 'stroke-opacity': mark.conflict ? 1 : 0.55, 'stroke-dasharray': mark.open ? '3 2' : null,
  };
  const sign = mark.conflict && el('tspan', { fill: 'var(--conflict)', 'font-weight': 700 }, '≠ ');
  const beside = side === 'right' ? { x: x1 + 5, 'text-anchor': 'start' } : { x: x0 - 5, 'text-anchor': 'end' };
  return [
    el('g', { role: 'button', tabindex: chosen ? 0 : -1, 'aria-label': describe(row, mark), class: 'timeline-mark', 'data-key': keyOf(row, mark), on: on(row, mark) },
      el('rect', { x: x0 - 3, y: middle - LANE / 2, width: x1 - x0 + 6, height: LANE, fill: 'transparent' }),
      mark.precision === 'day' ? el('circle', { cx: (x0 + x1) / 2, cy: middle, r: 5, ...style }) : el('rect', { x: x0, y: middle - BAR / 2, width: x1 - x0, height: BAR, rx: 2.5, ...style })),
    // What stands beside a mark is part of its name for those who do not see it.
    label && el('text', { ...beside, y: middle + 4, 'font-size': TEXT, fill: 'var(--muted)', class: 'timeline-label', 'aria-hidden': 'true', on: on(row, mark) }, sign, label),
    !label && mark.conflict && el('text', { x: (x0 + x1) / 2, y: middle + 5, 'text-anchor': 'middle', 'font-size': 13, 'font-weight': 700, fill: 'var(--conflict)', stroke: 'var(--paper)', 'stroke-width': 3.5, 'paint-order': 'stroke', class: 'timeline-sign', 'aria-hidden': 'true' }, '≠'),
  ];
}
