// The network as a drawing, from where its things stand on the page.
import { OUTLINES, shapeOf } from '../shapes.js';
import { range } from '../model.js';
import { shorten } from '../text.js';
import { el } from '../views/tree.js';

const WIDTH = 1400, MOST = 2400, PAD = 70, TEXT = 12;

/**
 * The drawing { tree, width, height } of the things and links of a page: `nodes` are { id, x, y }, `links` are
 * { from, to, plan, conflict }. `colors` gives `fill(type)` and `rim(type)`, `measure` the width of words.
 */
export function networkPicture({ nodes, links }, { model, words, colors, measure }) {
  if (!nodes.length) return { tree: [], width: WIDTH / 2, height: WIDTH / 4 };
  const [x0, x1] = range(nodes.map(({ x }) => x)), [y0, y1] = range(nodes.map(({ y }) => y));
  const scale = Math.min((WIDTH - 2 * PAD) / (x1 - x0 || 1), (MOST - 2 * PAD) / (y1 - y0 || 1), 4);
  const height = (y1 - y0) * scale + 2 * PAD, width = (x1 - x0) * scale + 2 * PAD;
  const marks = new Map(nodes.map(({ id, x, y }) => {
    const node = model.nodes.get(id);
    return [id, { node, x: (x - x0) * scale + PAD, y: (y - y0) * scale + PAD, r: 4.5 + 11 * (node.weight || 0) }];
  }));
  const byWeight = [...marks.values()].sort((a, b) => b.node.weight - a.node.weight);
  const tree = [
    el('defs', {}, ['edge', 'conflict'].map((name) => el('marker', { id: `arrow-${name}`, viewBox: '0 0 8 8', refX: 7.5, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: 'userSpaceOnUse', orient: 'auto' }, el('path', { d: 'M0 .8 8 4 0 7.2z', fill: `var(--${name})` })))),
    links.filter(({ from, to }) => marks.has(from) && marks.has(to)).map((link) => drawLink(link, marks.get(link.from), marks.get(link.to))),
    [...byWeight].reverse().map(({ node, x, y, r }) => el('path', {
      d: OUTLINES.get(shapeOf(model, node.type)), transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${r.toFixed(2)})`, fill: colors.fill(node.type), stroke: colors.rim(node.type), 'stroke-width': (1.2 / r).toFixed(3), 'stroke-linejoin': 'round',
    })),
    byWeight.filter(({ node }) => node.conflict).map(({ x, y, r }) => el('text', { x: x + r * 0.85, y: y - r * 0.6, 'font-size': 14, 'font-weight': 700, fill: 'var(--conflict)', ...HALO }, '≠')),
    drawLabels(byWeight, { words, measure, width, height }),
  ];
  return { tree: tree.flat(2), width, height };
}

const HALO = { stroke: 'var(--paper)', 'stroke-width': 3.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };

function drawLink({ plan, conflict, bend }, from, to) {
  const color = conflict ? 'conflict' : 'edge', length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length], end = { x: to.x - ux * (to.r + 3), y: to.y - uy * (to.r + 3) };
  const away = bend ? length * bend.roundness * (bend.type === 'curvedCW' ? 1 : -1) : 0; // a second link between two things is bent
  const by = { x: (from.x + end.x) / 2 - uy * away, y: (from.y + end.y) / 2 + ux * away };
  return el('path', {
    d: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${by.x.toFixed(1)} ${by.y.toFixed(1)} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`,
    fill: 'none', stroke: `var(--${color})`, 'stroke-width': 1, 'stroke-dasharray': plan ? '5 4' : null, 'marker-end': `url(#arrow-${color})`,
  });
}

function drawLabels(marks, { words, measure, width, height }) { // the heaviest first, never on top of each other
  const taken = [];
  const free = (b) => b.x0 > 0 && b.x1 < width && b.y0 > 0 && b.y1 < height && !taken.some((t) => b.x0 < t.x1 && b.x1 > t.x0 && b.y0 < t.y1 && b.y1 > t.y0);
  return marks.map(({ node, x, y, r }) => {
    const text = shorten(words.nameOf(node), 32), size = TEXT + Math.round(3 * node.weight), wide = measure(text, size) * 1.05;
    for (const [dx, dy, anchor] of [[0, r + size * 0.8, 'middle'], [0, -r - size * 0.8, 'middle'], [r + 4, 0, 'start'], [-r - 4, 0, 'end']]) {
      const at = x + dx, x0 = anchor === 'start' ? at : anchor === 'end' ? at - wide : at - wide / 2, box = { x0, x1: x0 + wide, y0: y + dy - size / 2 - 1, y1: y + dy + size / 2 + 1 };
      if (!free(box)) continue;
      taken.push(box);
      return el('text', { x: at, y: y + dy + size * 0.36, 'text-anchor': anchor, 'font-size': size, fill: 'var(--ink)', ...HALO }, text);
    }
    return null;
  });
}
