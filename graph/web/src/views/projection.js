// A plain map projection: degrees east and north as they are, drawn in true shape at the latitude of the middle.
// It is linear, so that a drawing of the whole world is moved and scaled without being drawn anew.

const WORLD = { west: -180, east: 180, north: 84, south: -60 };
const CLOSEST = 4; // degrees to each side: nearer than this the outlines say little

/** The stretch of the world that holds some places, with room around it; the whole world where there is none. */
export function boundsOf(places) {
  if (!places.length) return WORLD;
  const lons = places.map((p) => p.lon), lats = places.map((p) => p.lat);
  const middle = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
  const wide = Math.max(CLOSEST, (Math.max(...lons) - Math.min(...lons)) * 0.62), high = Math.max(CLOSEST, (Math.max(...lats) - Math.min(...lats)) * 0.62);
  return { west: middle[0] - wide, east: middle[0] + wide, north: middle[1] + high, south: middle[1] - high };
}

/**
 * A projection that fits bounds into a window: { scale, ratio, lon, lat, width, height }, `scale` pixels to a degree of
 * latitude, `ratio` how much narrower a degree of longitude is, `lon` and `lat` the middle of the window.
 */
export function fit({ west, east, north, south }, width, height) {
  const lon = (west + east) / 2, lat = (north + south) / 2;
  const ratio = Math.max(0.2, Math.cos((lat * Math.PI) / 180));
  return { scale: Math.min(width / ((east - west) * ratio), height / (north - south)), ratio, lon, lat, width, height };
}

/** The point of a window where a place is drawn. */
export const project = (p, { lon, lat }) => ({ x: p.width / 2 + (lon - p.lon) * p.ratio * p.scale, y: p.height / 2 + (p.lat - lat) * p.scale });

/** The place under a point of a window. */
export const unproject = (p, { x, y }) => ({ lon: p.lon + (x - p.width / 2) / (p.ratio * p.scale), lat: p.lat - (y - p.height / 2) / p.scale });

/** The projection zoomed around a point of the window; never farther than the world, never closer than a town. */
export function zoomBy(p, factor, point = { x: p.width / 2, y: p.height / 2 }) {
  const scale = Math.min(Math.max(p.scale * factor, p.width / (400 * p.ratio)), 12_000), still = unproject(p, point);
  const moved = { ...p, scale };
  const now = project(moved, still);
  return panBy(moved, now.x - point.x, now.y - point.y);
}

/** The projection moved by pixels; the middle stays on the map. */
export function panBy(p, dx, dy) {
  const { lon, lat } = unproject(p, { x: p.width / 2 + dx, y: p.height / 2 + dy });
  return { ...p, lon: Math.min(Math.max(lon, -180), 180), lat: Math.min(Math.max(lat, -85), 85) };
}

/** What the SVG `transform` of a path in hundredths of a degree, south positive, must be. */
export const transformOf = (p) => {
  const { x, y } = project(p, { lon: 0, lat: 0 });
  return `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${(p.scale * p.ratio / 100).toPrecision(8)} ${(p.scale / 100).toPrecision(8)})`;
};

const KM = 111.2; // to a degree of latitude

/** A length for the scale of a map: whole kilometres, a 1, 2 or 5 with zeros, at most `most` pixels: { km, pixels }. */
export function scaleBar(p, most) {
  const largest = (most / p.scale) * KM, power = 10 ** Math.floor(Math.log10(largest));
  const km = [5, 2, 1].map((n) => n * power).find((n) => n <= largest);
  return { km, pixels: (km / KM) * p.scale };
}
