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
    const node = model.nodes.get(id), place = found.get(id) ?? { id, lat: node.lat, lon: node.lon, things: [], statements: [] };
    if (!found.has(id)) found.set(id, place);
    return place;
  };
  for (const id of selection.nodes) {
    const place = placeOf(model, id);
    if (!place) elsewhere.push(model.nodes.get(id));
    else if (place === id) enter(place);
    else enter(place).things.push(id);
  }
  for (const index of selection.statements) {
    const s = model.statements[index], [one, other, named] = [placeOf(model, s.subject), placeOf(model, s.value), placeOf(model, s.place)];
    if (one) enter(one).statements.push(index);
    if (other && other !== one) enter(other).statements.push(index);
    if (named && named !== one && named !== other) enter(named).statements.push(index);
  }
  const places = [...found.values()].sort((a, b) => b.statements.length - a.statements.length || (a.id < b.id ? -1 : 1));
  return { places, elsewhere };
}

/** Whether a cluster is one place whose point stands for a country, a province or a region. */
export const isArea = (model, { members }) => members.length === 1 && Boolean(model.nodes.get(members[0].id).area);

/** The id of the place with coordinates that a thing is or lies in; null where none is known. */
export function placeOf(model, id) {
  if (!known.has(model)) known.set(model, new Map([...model.nodes.values()].map((node) => [node.id, placeOfNode(model, node)])));
  return known.get(model).get(id) ?? null;
}
const known = new WeakMap(); // worked out once for a model

const placeOfNode = (model, node) => (isPlaced(node) ? node.id : isPlaced(model.nodes.get(node.at)) ? node.at : null);

/**
 * Places that would touch, drawn as one: [{ x, y, r, members, rank }]. Places and members stand with the most important first.
 * `spot(place)` gives the middle of a place in pixels, `radius(count)` the size of the mark of so many statements.
 */
export function cluster(places, { spot, radius }) {
  const clusters = [], cells = new Map(), cell = 2 * places.reduce((most, place) => Math.max(most, radius(place.statements.length)), 0) + 2;
  const at = (x, y) => cells.get(`${x} ${y}`) ?? []; // what touches lies in the same cell or in one beside it
  for (const place of places) {
    const { x, y } = spot(place), r = radius(place.statements.length), [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
    let near = null;
    for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) for (const c of at(column + dx, row + dy)) {
      if (Math.hypot(c.x - x, c.y - y) < c.r + r + 2 && !(near?.rank < c.rank)) near = c;
    }
    if (near) { near.members.push(place); continue; }
    const made = { x, y, r, members: [place], rank: clusters.length };
    clusters.push(made);
    cells.set(`${column} ${row}`, [...at(column, row), made]);
  }
  return clusters;
}

/** The statements of all members, each once. */
export const statementsIn = (members) => [...new Set(members.flatMap((place) => place.statements))];
