// The map as a drawing: land and borders, the places on it, their names where there is room.
import { el } from './tree.js';
import { BORDERS, LAND } from './land.js';
import { project, scaleBar, transformOf } from './projection.js';
import { statementsIn } from './map-places.js';
import { shorten } from '../text.js';

const TEXT = 13;

/**
 * The drawing of clusters of places: a list of trees that fill the window of the projection.
 * `nameOf(cluster)`, `colorOf(cluster)`, `describe(cluster)` give words and colours, `isArea(cluster)` whether it stands for an area, `measure` the width of words, `on(cluster)`
 * the listeners of a mark; `kilometres(n)` is the text of the scale.
 */
export function drawMap({ clusters, projection, nameOf, colorOf, isArea, describe, measure, on, kilometres }) {
  const { width, height } = projection, transform = transformOf(projection), line = { 'vector-effect': 'non-scaling-stroke', fill: 'none' };
  const labels = placeLabels(clusters, { width, height, textOf: (c) => shorten(nameOf(c), 30), measure });
  return [
    el('clipPath', { id: 'map-clip' }, el('rect', { width, height })),
    el('rect', { width, height, fill: 'var(--sea)' }),
    el('g', { 'clip-path': 'url(#map-clip)' },
      el('path', { d: LAND, transform, fill: 'var(--land)', stroke: 'var(--edge)', 'stroke-width': 0.8, 'vector-effect': 'non-scaling-stroke' }),
      el('path', { d: BORDERS, transform, ...line, stroke: 'var(--edge)', 'stroke-width': 0.8, 'stroke-dasharray': '3 2.5', 'stroke-opacity': 0.85 }),
      clusters.map((c, i) => drawCluster(c, { label: labels[i], color: colorOf(c), area: isArea(c), describe, on }))),
    drawScale(scaleBar(projection, Math.min(140, width / 3)), width, height, kilometres),
  ];
}

function drawCluster(c, { label, color, area, describe, on }) {
  const several = c.members.length > 1;
  return el('g', { class: 'map-place', on: on(c) },
    el('g', { role: 'button', tabindex: 0, class: 'map-mark', 'data-key': c.members[0].id, 'aria-label': describe(c) },
      el('circle', { cx: c.x, cy: c.y, r: Math.max(c.r, 14), fill: 'transparent' }),
      several && el('circle', { cx: c.x, cy: c.y, r: c.r + 4, fill: 'none', stroke: 'var(--ink)', 'stroke-width': 1, 'stroke-dasharray': '2 2' }),
      // A ring, not a dot: nothing lies at the very point of an area.
      el('circle', { cx: c.x, cy: c.y, r: c.r, fill: color, ...(area ? { 'fill-opacity': 0.16, stroke: color, 'stroke-width': 2.5, 'stroke-dasharray': '5 3' } : { 'fill-opacity': 0.85, stroke: 'var(--paper)', 'stroke-width': 1.5 }) })),
    // What is written on a mark and beside it is part of its name for those who do not see it.
    several && el('text', { x: c.x, y: c.y + 4, 'text-anchor': 'middle', 'font-size': 12, 'font-weight': 700, fill: 'var(--ink)', stroke: 'var(--paper)', 'stroke-width': 3, 'paint-order': 'stroke', 'aria-hidden': 'true' }, String(c.members.length)),
    label && el('text', {
      x: label.x, y: label.y, 'text-anchor': label.anchor, 'font-size': TEXT, 'font-weight': 600, fill: 'var(--ink)',
      stroke: 'var(--land)', 'stroke-width': 3.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke', 'aria-hidden': 'true',
    }, label.text));
}

/** For each cluster { text, x, y, anchor } of its name, or null where it would lie on a mark or on another name. */
export function placeLabels(clusters, { width, height, textOf, measure }) {
  const taken = clusters.map((c) => ({ x0: c.x - c.r, x1: c.x + c.r, y0: c.y - c.r, y1: c.y + c.r }));
  const free = (b) => b.x0 > 2 && b.x1 < width - 2 && b.y0 > 2 && b.y1 < height - 24 && !taken.some((t) => b.x0 < t.x1 && b.x1 > t.x0 && b.y0 < t.y1 && b.y1 > t.y0);
  return clusters.map((c) => {
    const text = textOf(c), wide = measure(text, TEXT) * 1.06, side = c.r + 7;
    const spots = [[side, 0, 'start'], [-side, 0, 'end'], [0, -c.r - 13, 'middle'], [0, c.r + 13, 'middle']];
    for (const [dx, dy, anchor] of spots) {
      const x = c.x + dx, y = c.y + dy, x0 = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
      const box = { x0, x1: x0 + wide, y0: y - 9, y1: y + 9 };
      if (!free(box)) continue;
      taken.push(box);
      return { text, x, y: y + 4.5, anchor };
    }
    return null;
  });
}

function drawScale({ km, pixels }, width, height, kilometres) {
  const x = width - pixels - 14, y = height - 12;
  return el('g', { 'aria-hidden': 'true' },
    el('path', { d: `M${x.toFixed(1)} ${y - 5}v5h${pixels.toFixed(1)}v-5`, fill: 'none', stroke: 'var(--muted)', 'stroke-width': 1.2 }),
    el('text', { x: x + pixels / 2, y: y - 5, 'text-anchor': 'middle', 'font-size': 11, fill: 'var(--muted)', stroke: 'var(--sea)', 'stroke-width': 3, 'paint-order': 'stroke' }, kilometres(km)));
}

/** The radius of the mark of so many statements, where `most` is the largest number there is. */
export const radiusOf = (count, most) => 5 + 15 * Math.sqrt(count / Math.max(most, 1));

export const countIn = (c) => statementsIn(c.members).length;
