import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../src/model.js';
import { BORDERS, LAND } from '../src/views/land.js';
import { placeLabels, radiusOf } from '../src/views/map-drawing.js';
import { cluster, isArea, isPlaced, placesOf } from '../src/views/map-places.js';
import { boundsOf, fit, panBy, project, scaleBar, unproject, zoomBy } from '../src/views/projection.js';
import { harbour } from './harbour.mjs';

function placed() {
  const data = harbour();
  Object.assign(data.nodes[1], { lat: 60.1, lon: 24.9 }); // Lindow
  data.nodes[0].at = 'lindow'; // the port
  return createModel(data);
}
const all = (model) => ({ nodes: new Set(model.nodes.keys()), statements: new Set(model.statements.keys()) });
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test('a place holds what lies in it, and the statements about it and them, each once', () => {
  const model = placed(), { places, elsewhere } = placesOf(model, all(model));
  assert.deepEqual(places.map(({ id, things, statements }) => [id, things, statements]), [['lindow', ['port'], [0, 1, 2, 4, 5]]]);
  assert.deepEqual(elsewhere.map(({ id }) => id), ['ferry', 'crane']);
});

test('a place whose point stands for a whole area is told from a spot, unless others are drawn with it', () => {
  const data = harbour();
  Object.assign(data.nodes[0], { lat: 60, lon: 25, area: true });
  Object.assign(data.nodes[1], { lat: 60.1, lon: 24.9 });
  const model = createModel(data), [port, lindow] = ['port', 'lindow'].map((id) => ({ id }));
  assert.deepEqual([[port], [lindow], [port, lindow]].map((members) => isArea(model, { members })), [true, false, false]);
});

test('coordinates off the Earth are none', () => {
  assert.ok(isPlaced({ lat: -90, lon: 180 }));
  for (const node of [{ lat: 91, lon: 0 }, { lat: 0, lon: 181 }, { lat: NaN, lon: 0 }, { lat: '60', lon: 24 }, {}, undefined]) assert.ok(!isPlaced(node));
});

test('a place that is said to lie at something without coordinates is elsewhere', () => {
  const data = harbour();
  data.nodes[0].at = 'lindow';
  const model = createModel(data);
  assert.equal(placesOf(model, all(model)).places.length, 0);
});

test('what is projected comes back', () => {
  const p = fit({ west: 10, east: 30, north: 65, south: 55 }, 800, 500), { x, y } = project(p, { lon: 24.9, lat: 60.1 });
  const back = unproject(p, { x, y });
  near(back.lon, 24.9);
  near(back.lat, 60.1);
});

test('every fitted place lies in the window', () => {
  for (const places of [[{ lat: 26.6, lon: 106.7 }], [{ lat: 60, lon: 24 }, { lat: -33, lon: 151 }], [{ lat: 0, lon: -179 }, { lat: 1, lon: 179 }], []]) {
    const p = fit(boundsOf(places), 390, 300);
    for (const place of places) {
      const { x, y } = project(p, place);
      assert.ok(x > 0 && x < 390 && y > 0 && y < 300, `${JSON.stringify(place)} at ${x}, ${y}`);
    }
  }
});

test('zooming keeps the place under the pointer, and has an end both ways', () => {
  const p = fit(boundsOf([{ lat: 50, lon: 10 }]), 800, 500), point = { x: 100, y: 90 }, before = unproject(p, point), after = unproject(zoomBy(p, 2, point), point);
  near(before.lon, after.lon);
  near(before.lat, after.lat);
  assert.equal(zoomBy(zoomBy(p, 1e9), 2).scale, zoomBy(p, 1e9).scale);
  assert.equal(zoomBy(zoomBy(p, 1e-9), 0.5).scale, zoomBy(p, 1e-9).scale);
});

test('the middle of the map never leaves the world', () => {
  const { lon, lat } = panBy(fit(boundsOf([]), 800, 500), 1e6, -1e6);
  assert.ok(lon <= 180 && lat <= 85);
});

test('the scale is a round number of kilometres that fits', () => {
  const p = fit(boundsOf([{ lat: 26.6, lon: 106.7 }]), 800, 500), { km, pixels } = scaleBar(p, 140);
  assert.match(String(km), /^[125]0*$/);
  assert.ok(pixels <= 140 && pixels > 40);
});

test('marks of clusters do not touch, and every place is in one', () => {
  const places = Array.from({ length: 300 }, (_, i) => ({ id: String(i), lat: (i * 37) % 50, lon: (i * 61) % 90, statements: Array(i % 40).fill(0) }));
  const p = fit(boundsOf(places), 600, 400), clusters = cluster(places, { spot: (place) => project(p, place), radius: (n) => radiusOf(n, 40) });
  assert.equal(clusters.flatMap(({ members }) => members).length, 300);
  assert.ok(clusters.length > 1 && clusters.length < 300);
  for (const [i, a] of clusters.entries()) for (const b of clusters.slice(i + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= a.r + b.r);
});

test('names on the map lie neither on each other nor on marks', () => {
  const clusters = Array.from({ length: 60 }, (_, i) => ({ x: 40 + (i * 53) % 520, y: 30 + (i * 31) % 340, r: 6 }));
  const measure = (text) => text.length * 7, labels = placeLabels(clusters, { width: 600, height: 400, textOf: () => 'Some place', measure });
  const boxes = labels.flatMap((label) => (label ? [{ x0: label.x - (label.anchor === 'end' ? 70 : label.anchor === 'middle' ? 35 : 0), y: label.y - 4.5 }] : []));
  assert.ok(boxes.length > 5);
  for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) assert.ok(Math.abs(a.x0 - b.x0) >= 70 || Math.abs(a.y - b.y) >= 18, JSON.stringify([a, b]));
});

test('the outlines are paths of whole numbers within the world', () => {
  for (const path of [LAND, BORDERS]) {
    assert.match(path, /^(?:M-?\d+[ -]\d+l[\d -]+z?)+$/);
    for (const [, x, y] of path.matchAll(/M(-?\d+)[ ]?(-?\d+)l/g)) assert.ok(Math.abs(x) <= 18000 && Math.abs(y) <= 9000, `${x} ${y}`);
  }
  assert.ok(LAND.length + BORDERS.length < 100_000);
});
