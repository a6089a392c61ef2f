// Places around one thing: its neighbours on the first ring, theirs on the second, and so on; the same each time.

const RING = 190, ROOM = 62;

/** Positions by id of all `nodes` (a Set of ids) that `links` join; what does not hang on the centre stands on the last ring. */
export function placeAround(centre, nodes, links) {
  const near = new Map([...nodes].map((id) => [id, new Set()]));
  for (const { from, to } of links) { near.get(from).add(to); near.get(to).add(from); }
  const children = new Map(), rings = [[centre]], seen = new Set([centre]);
  while (rings.at(-1).length) {
    const ring = [];
    for (const id of rings.at(-1)) {
      const own = [...near.get(id)].filter((other) => !seen.has(other)).sort();
      for (const other of own) seen.add(other);
      children.set(id, own);
      ring.push(...own);
    }
    rings.push(ring);
  }
  rings.pop();
  const places = new Map([[centre, [0, 0]]]), leaves = new Map();
  for (const id of rings.flat().reverse()) leaves.set(id, children.get(id).reduce((sum, child) => sum + leaves.get(child), 0) || 1);
  const radii = [0];
  for (const ring of rings.slice(1)) radii.push(Math.max(radii.at(-1) + RING, (ring.length * ROOM) / (2 * Math.PI)));
  const spread = (id, depth, from, to) => { // each branch gets a slice as wide as it has ends
    let angle = from;
    for (const child of children.get(id)) {
      const slice = ((to - from) * leaves.get(child)) / leaves.get(id), middle = angle + slice / 2;
      places.set(child, [Math.round(1.25 * radii[depth] * Math.cos(middle)), Math.round(radii[depth] * Math.sin(middle))]);
      spread(child, depth + 1, angle, angle + slice);
      angle += slice;
    }
  };
  spread(centre, 1, -Math.PI, Math.PI);
  const rest = [...nodes].filter((id) => !seen.has(id)).sort(), far = Math.max(radii.at(-1) + 1.4 * RING, (rest.length * ROOM) / (2 * Math.PI));
  rest.forEach((id, i) => {
    const angle = (i * 2 * Math.PI) / rest.length - Math.PI / 2;
    places.set(id, [Math.round(1.25 * far * Math.cos(angle)), Math.round(far * Math.sin(angle))]);
  });
  return places;
}
