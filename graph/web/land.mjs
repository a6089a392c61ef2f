// Writes src/views/land.js: the land and the borders of the world as two short SVG paths.
// The lines are those of Natural Earth (public domain), from the npm package world-atlas.
//   node land.mjs [FILE]
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { merge, mesh } from 'topojson-client';
import { filter, filterWeight, presimplify, quantile, simplify, sphericalRingArea, sphericalTriangleArea } from 'topojson-simplify';

const KEPT = 0.18; // the share of points that are kept: coasts stay true to about 20 km
const SMALLEST = 3e-6; // steradians: islands under some 120 square kilometres are left out
const UNIT = 100; // of a degree: paths are in whole hundredths

const source = fileURLToPath(import.meta.resolve('world-atlas/countries-50m.json'));
const out = process.argv[2] ?? fileURLToPath(new URL('src/views/land.js', import.meta.url));

let world = presimplify(JSON.parse(await readFile(source, 'utf8')), sphericalTriangleArea);
world = simplify(world, quantile(world, KEPT));
world = filter(world, filterWeight(world, SMALLEST, sphericalRingArea));
const { countries } = world.objects;
const land = merge(world, countries.geometries).coordinates.flat();
const borders = mesh(world, countries, (one, other) => one !== other).coordinates;
await writeFile(out, `// Made by land.mjs from Natural Earth (public domain). Hundredths of a degree, east and south positive.
export const LAND = '${land.map((ring) => pathOf(ring, true)).join('')}';
export const BORDERS = '${borders.map((line) => pathOf(line, false)).join('')}';
`);

/** The line as relative SVG path commands; empty where rounding leaves too little of it. */
function pathOf(line, closed) {
  const points = [];
  for (const [lon, lat] of line) {
    const point = [Math.round(lon * UNIT), Math.round(-lat * UNIT)], last = points.at(-1);
    if (point[0] !== last?.[0] || point[1] !== last?.[1]) points.push(point);
  }
  if (points.length < (closed ? 4 : 2)) return '';
  const steps = points.slice(1, closed ? -1 : undefined).map(([x, y], i) => pair(x - points[i][0], y - points[i][1]));
  return `M${pair(...points[0])}l${steps.join(' ').replaceAll(' -', '-')}${closed ? 'z' : ''}`;
}

function pair(x, y) {
  return y < 0 ? `${x}${y}` : `${x} ${y}`;
}
