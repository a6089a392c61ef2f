// Which places a map shows, and how near ones are drawn as one.

/** Whether a thing has coordinates that lie on the Earth. */
export const isPlaced = (node) => Number.isFinite(node?.lat) && Number.isFinite(node?.lon) && Math.abs(node.lat) <= 90 && Math.abs(node.lon) <= 180;

/**
 * The places of a selection: { places: [{ id, lat, lon, things, statements }], elsewhere: [node] }.
 * A thing belongs to a place where it is the place or where `at` says that it lies or happened there. A statement
 * belongs to the place that it names, and to those of its subject and value. Places with most statements come first.
 * `elsewhere` are the things of the selection that no known place holds.
 */
export function placesOf(model, selection) {
  const found = new Map(), elsewhere = [];
  const enter = (id) => {
    const node = model.nodes.get(id);
    if (!found.has(id)) found.set(id, { id, lat: node.lat, lon: node.lon, things: [], statements: [] });
    return found.get(id);
  };
  for (const id of selection.nodes) {
    const place = placeOf(model, id);
    if (!place) elsewhere.push(model.nodes.get(id));
    else if (place === id) enter(place);
    else enter(place).things.push(id);
  }
  for (const index of selection.statements) {
    const s = model.statements[index];
    const places = new Set([s.subject, s.value, s.place].map((id) => placeOf(model, id)).filter(Boolean));
    for (const place of places) enter(place).statements.push(index);
  }
  const places = [...found.values()].sort((a, b) => b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1));
  return { places, elsewhere };
}

/** Whether a cluster is one place whose point stands for a country, a province or a region. */
export const isArea = (model, { members }) => members.length === 1 && Boolean(model.nodes.get(members[0].id).area);

/** The id of the place with coordinates that a thing is or lies in; null where none is known. */
export function placeOf(model, id) {
  const node = model.nodes.get(id);
  if (isPlaced(node)) return id;
  return isPlaced(model.nodes.get(node?.at)) ? node.at : null;
}

/**
 * Places that would touch, drawn as one: [{ x, y, r, members }], members being places with the most important first.
 * `spot(place)` gives the middle of a place in pixels, `radius(count)` the size of the mark of so many statements.
 */
export function cluster(places, { spot, radius }) {
  const clusters = [];
  for (const place of places) {
    const { x, y } = spot(place), r = radius(place.statements.length);
    const near = clusters.find((c) => Math.hypot(c.x - x, c.y - y) < c.r + r + 2);
    if (near) near.members.push(place);
    else clusters.push({ x, y, r, members: [place] });
  }
  return clusters;
}

/** The statements of all members, each once. */
export const statementsIn = (members) => [...new Set(members.flatMap((place) => place.statements))];
