// Answers as drawings: bars, a network, points on a map. Every text is a text node; nothing is loaded.
import { h, svg } from '../dom.js';
import { columnsOf, numberOf, pointOf, shortOf } from './result.js';

const MOST = { bars: 60, nodes: 120, points: 500 };

const figure = (label, width, height, ...children) =>
  svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, class: 'drawing' }, ...children);
const text = (props, words) => svg('text', props, words);
const cut = (words, most) => (words.length > most ? `${words.slice(0, most - 1)}…` : words);

/** Bars of the first column of numbers, by the first other column. */
export function drawChart(answer, { t }) {
  const [column] = columnsOf(answer, numberOf);
  const others = answer.columns.map((_, i) => i).filter((i) => i !== column);
  const by = others.find((i) => columnsOf(answer, numberOf).indexOf(i) < 0) ?? others[0];
  const rows = answer.rows.filter((row) => numberOf(row[column]) !== null).slice(0, MOST.bars);
  const values = rows.map((row) => numberOf(row[column]));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const [left, width, step] = [240, 900, 24];
  const x = (value) => left + ((value - low) / (high - low || 1)) * (width - left - 110);
  const bars = rows.flatMap((row, i) => {
    const y = i * step + 4;
    const [from, to] = [x(0), x(values[i])].sort((a, b) => a - b);
    return [
      svg('rect', { x: from, y, width: Math.max(1, to - from), height: step - 8, class: 'bar' }),
      text({ x: left - 8, y: y + 12, 'text-anchor': 'end' }, cut(by === undefined ? String(i + 1) : shortOf(row[by]), 32)),
      text({ x: to + 6, y: y + 12, class: 'amount' }, values[i].toLocaleString()),
    ];
  });
  const label = t('chartOf', answer.columns[column], by === undefined ? '#' : answer.columns[by]);
  return h('div', {}, h('p', {}, label, rows.length < answer.rows.length ? ` · ${t('noDrawing', rows.length)}` : ''), figure(label, width, rows.length * step + 8, ...bars));
}

/** Things and what ties them: the triples, or the first two columns of things. */
export function drawNetwork(answer, { t, link }) {
  const columns = answer.kind === 'triples' ? [0, 2] : columnsOf(answer, (cell) => cell.type === 'uri').slice(0, 2);
  const nodes = new Map();
  const edges = [];
  for (const row of answer.rows) {
    const [a, b] = columns.map((i) => row[i]);
    if (a?.type !== 'uri' || b?.type !== 'uri') continue;
    if (nodes.size >= MOST.nodes && !(nodes.has(a.value) && nodes.has(b.value))) continue;
    for (const cell of [a, b]) nodes.set(cell.value, nodes.get(cell.value) ?? { cell, degree: 0 });
    nodes.get(a.value).degree += 1;
    nodes.get(b.value).degree += 1;
    edges.push([a.value, b.value, answer.kind === 'triples' ? shortOf(row[1]) : '']);
  }
  const [width, height] = [1000, 640];
  const places = settle([...nodes.keys()], edges, width, height);
  const lines = edges.map(([a, b, name]) => {
    const [p, q] = [places.get(a), places.get(b)];
    return svg('line', { x1: p[0], y1: p[1], x2: q[0], y2: q[1], class: 'tie' }, svg('title', {}, name));
  });
  const marks = [...nodes].map(([iri, { cell, degree }]) => {
    const [x, y] = places.get(iri);
    const name = shortOf(cell);
    const inner = [svg('circle', { cx: x, cy: y, r: 4 + Math.min(8, Math.sqrt(degree) * 1.6) }), text({ x: x + 9, y: y + 4 }, cut(name, 28))];
    const address = link(iri);
    return address ? svg('a', { href: address, 'aria-label': t('openThing', name) }, ...inner) : svg('g', {}, ...inner);
  });
  const label = t('networkOf', nodes.size, edges.length);
  return h('div', {}, h('p', {}, label), svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': label, class: 'drawing' }, ...lines, ...marks));
}

/** Places by springs and repulsion, the same each time: nodes begin on a circle in their order. */
export function settle(names, edges, width, height) {
  const at = new Map(names.map((name, i) => [name, [width / 2 + Math.cos((i / names.length) * 2 * Math.PI) * width * 0.4, height / 2 + Math.sin((i / names.length) * 2 * Math.PI) * height * 0.4]]));
  const ideal = Math.sqrt((width * height) / Math.max(1, names.length)) * 0.8;
  for (let round = 0; round < 240; round += 1) {
    const heat = (1 - round / 240) * ideal * 0.25;
    const push = new Map(names.map((name) => [name, [0, 0]]));
    for (let i = 0; i < names.length; i += 1) {
      for (let j = i + 1; j < names.length; j += 1) move(names[i], names[j], (d) => (ideal * ideal) / d);
    }
    for (const [a, b] of edges) if (a !== b) move(a, b, (d) => -(d * d) / ideal);
    for (const name of names) {
      const [place, by] = [at.get(name), push.get(name)];
      const length = Math.hypot(...by) || 1;
      place[0] = Math.min(width - 170, Math.max(20, place[0] + (by[0] / length) * Math.min(length, heat)));
      place[1] = Math.min(height - 20, Math.max(20, place[1] + (by[1] / length) * Math.min(length, heat)));
    }
    function move(a, b, force) {
      const [p, q] = [at.get(a), at.get(b)];
      const [dx, dy] = [p[0] - q[0] || 0.01, p[1] - q[1] || 0.01];
      const d = Math.max(1, Math.hypot(dx, dy));
      const f = force(d) / d;
      push.get(a)[0] += dx * f;
      push.get(a)[1] += dy * f;
      push.get(b)[0] -= dx * f;
      push.get(b)[1] -= dy * f;
    }
  }
  return at;
}

/** Points by longitude and latitude over their own lines of the globe; no tiles. */
export function drawMap(answer, { t, link }) {
  const [column] = columnsOf(answer, pointOf);
  const thing = answer.columns.findIndex((_, i) => i !== column && answer.rows.some((row) => row[i]?.type === 'uri'));
  const named = answer.columns.findIndex((_, i) => i !== column && answer.rows.some((row) => row[i]?.type === 'literal'));
  const points = answer.rows.map((row) => ({ at: pointOf(row[column]), row })).filter(({ at }) => at).slice(0, MOST.points);
  const [width, height, edge] = [900, 560, 40];
  const [west, east] = range(points.map(({ at }) => at[0]));
  const [south, north] = range(points.map(({ at }) => at[1]));
  const scale = Math.min((width - 2 * edge - 120) / (east - west), (height - 2 * edge) / (north - south));
  const place = ([lon, lat]) => [edge + (lon - west) * scale, height - edge - (lat - south) * scale];
  const step = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30].find((size) => (east - west) / size <= 9) ?? 45;
  const grid = [];
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    const [x] = place([lon, south]);
    grid.push(svg('line', { x1: x, x2: x, y1: edge / 2, y2: height - edge, class: 'grid' }), text({ x, y: height - edge + 16, 'text-anchor': 'middle', class: 'amount' }, `${Number(lon.toFixed(2))}°`));
  }
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    const [, y] = place([west, lat]);
    grid.push(svg('line', { x1: edge, x2: width - edge, y1: y, y2: y, class: 'grid' }), text({ x: edge - 6, y: y + 4, 'text-anchor': 'end', class: 'amount' }, `${Number(lat.toFixed(2))}°`));
  }
  const marks = points.map(({ at, row }) => {
    const [x, y] = place(at);
    const name = cut(shortOf(row[named >= 0 ? named : thing]), 30);
    const inner = [svg('circle', { cx: x, cy: y, r: 5 }), text({ x: x + 8, y: y + 4 }, name)];
    const address = thing >= 0 && row[thing]?.type === 'uri' ? link(row[thing].value) : null;
    return address ? svg('a', { href: address, 'aria-label': t('openThing', name) }, ...inner) : svg('g', {}, ...inner);
  });
  const label = t('mapOf', points.length);
  return h('div', {}, h('p', {}, label), svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': label, class: 'drawing' }, ...grid, ...marks));
}

function range(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max((high - low) * 0.08, 0.2);
  return [low - room, high + room];
}
