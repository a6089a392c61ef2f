// The network as a drawing, from where its things stand on the page; those outside the window are in it as well.
import { OUTLINES, shapeOf } from '../shapes.js';
import { range } from '../model.js';
import { shorten } from '../text.js';
import { el } from '../views/tree.js';

const PAD = 70, TEXT = 12, LARGEST = 5000;
const HALO = { stroke: 'var(--paper)', 'stroke-width': 3.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };

/**
 * The drawing { tree, width, height } of the things and links of a page: `nodes` are { id, x, y, r, fill, rim, conflict } in pixels,
 * `links` { from, to, via, plan, conflict } between points, `axis` [{ year, x }] of the layout by time. `measure` gives the
 * width of words.
 */
export function networkPicture({ nodes, links, axis = [] }, { model, words, measure }) {
  if (!nodes.length) return { tree: [], width: 600, height: 200 };
  const [x0, x1] = range(nodes.map(({ x }) => x)), [y0, y1] = range(nodes.map(({ y }) => y));
  const scale = Math.min(1, LARGEST / (x1 - x0 || 1), LARGEST / (y1 - y0 || 1));
  const width = (x1 - x0) * scale + 2 * PAD, height = (y1 - y0) * scale + 2 * PAD;
  const at = ({ x, y }) => ({ x: (x - x0) * scale + PAD, y: (y - y0) * scale + PAD });
  const marks = nodes.map((mark) => ({ ...mark, ...at(mark), r: mark.r * scale, node: model.nodes.get(mark.id) }));
  const byWeight = marks.sort((a, b) => b.node.weight - a.node.weight);
  const radii = new Map(marks.map(({ x, y, r }) => [spot({ x, y }), r]));
  const tree = [
    el('defs', {}, ['edge', 'conflict'].map((name) => el('marker', { id: `arrow-${name}`, viewBox: '0 0 8 8', refX: 7.5, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: 'userSpaceOnUse', orient: 'auto' }, el('path', { d: 'M0 .8 8 4 0 7.2z', fill: `var(--${name})` })))),
    axis.map(({ year, x }) => [x, year]).filter(([x]) => x >= x0 - PAD && x <= x1 + PAD).map(([x, year]) => drawYear(at({ x, y: y0 }).x, height, year)),
    links.map((link) => drawLink(link, at, radii)),
    [...byWeight].reverse().map((mark) => drawMark(mark, model)),
    byWeight.filter(({ conflict }) => conflict).map(({ x, y, r }) => el('text', { x: x + r * 0.85, y: y - r * 0.6, 'font-size': 14, 'font-weight': 700, fill: 'var(--conflict)', ...HALO }, '≠')),
    drawLabels(byWeight, { words, measure, width, height }),
  ];
  return { tree: tree.flat(2), width, height };
}

const drawMark = ({ node, x, y, r, fill, rim }, model) => el('path', {
  d: OUTLINES.get(shapeOf(model, node.type)), transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${r.toFixed(2)})`, fill, stroke: rim,
  'stroke-width': (1.2 / Math.max(r, 0.1)).toFixed(3), 'stroke-linejoin': 'round',
});

const drawYear = (x, height, year) => [
  el('line', { x1: x, x2: x, y1: 0, y2: height, stroke: 'var(--line)' }),
  el('text', { x: x + 4, y: 12, 'font-size': 11, fill: 'var(--muted)' }, String(year)),
];

const spot = ({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`;

function drawLink({ from, to, via, plan, conflict }, at, radii) {
  const [a, b, bend] = [at(from), at(to), via && at(via)], color = conflict ? 'conflict' : 'edge';
  const before = bend ?? a;
  const length = Math.hypot(b.x - before.x, b.y - before.y) || 1, back = Math.min((radii.get(spot(b)) ?? 0) + 3, length / 2); // the arrow ends at the rim
  const end = { x: b.x - ((b.x - before.x) / length) * back, y: b.y - ((b.y - before.y) / length) * back };
  return el('path', {
    d: `M${a.x.toFixed(1)} ${a.y.toFixed(1)}${bend ? `Q${bend.x.toFixed(1)} ${bend.y.toFixed(1)} ` : 'L'}${end.x.toFixed(1)} ${end.y.toFixed(1)}`,
    fill: 'none', stroke: `var(--${color})`, 'stroke-width': 1, 'stroke-dasharray': plan ? '5 4' : null, 'marker-end': `url(#arrow-${color})`,
  });
}

function drawLabels(marks, { words, measure, width, height }) { // the heaviest first, never on top of each other or of a mark
  const taken = marks.map(({ x, y, r }) => ({ x0: x - r, x1: x + r, y0: y - r, y1: y + r }));
  const free = (b) => b.x0 > 0 && b.x1 < width && b.y0 > 0 && b.y1 < height && !taken.some((t) => b.x0 < t.x1 && b.x1 > t.x0 && b.y0 < t.y1 && b.y1 > t.y0);
  return marks.map(({ node, x, y, r }) => {
    const text = shorten(words.nameOf(node), 32), size = TEXT + Math.round(3 * node.weight), wide = measure(text, size) * 1.05;
    for (const [dx, dy, anchor] of [[0, r + size * 0.8, 'middle'], [0, -r - size * 0.8, 'middle'], [r + 4, 0, 'start'], [-r - 4, 0, 'end']]) {
      const left = x + dx, x0 = anchor === 'start' ? left : anchor === 'end' ? left - wide : left - wide / 2;
      const box = { x0, x1: x0 + wide, y0: y + dy - size / 2 - 1, y1: y + dy + size / 2 + 1 };
      if (!free(box)) continue;
      taken.push(box);
      return el('text', { x: left, y: y + dy + size * 0.36, 'text-anchor': anchor, 'font-size': size, fill: 'var(--ink)', ...HALO }, text);
    }
    return null;
  });
}
