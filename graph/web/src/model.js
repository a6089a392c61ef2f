// The graph of a page as plain values, from the JSON that the page carries or that its server gives part by part.
//
// model.nodes       Map of id -> { id, label, label_zh, type, aliases, statements: [index], lat?, lon?, area? (its point stands for all of it), x, y, tx?, ty?, rank, weight,
//                      degree?, said?, near? }   (of a part: how many neighbours and statements the graph has of it, and ids of neighbours)
// model.statements  [{ index, subject, predicate, value, time, earliest, latest, kind, number, unit, basis, speaker, place,
//                      scope, confidence, document, paragraph, sentence, quote, context?, conflict, opposes: [index],
//                      supports: [index], unreviewed }]   (absent values are null; `value` is a node's id or words)
// model.links       [{ id, from, to, label, statements: [index], plan, conflict }]: one for each pair of things and predicate
// model.linksOf     Map of node id -> its links
// model.comparisons [{ kind, label, verdict, sources, gap, statements: [index], target: [index], actual: [index] }]
// model.documents   { id: { title, publisher, published, url } }
// model.named       Map of id -> { id, label, label_zh } of things that are named only, in counts of the whole graph
// model.parts       how many parts it was made of: another number for another content
// model.totals      { things, links, statements } of the graph, of which the model may be a part
// model.classes     [{ name, label, label_zh, color, shape }], model.terms { English name of a property: Chinese name }

const STATEMENT = {
  time: null, earliest: null, latest: null, kind: null, number: null, unit: null, basis: null, speaker: null, place: null, scope: null,
  confidence: null, paragraph: null, sentence: null, quote: null, conflict: false, unreviewed: false,
};

/**
 * The model of a page's data; links to things that are not there are left out. Where the data are a part of the graph,
 * `totals` says how much there is of it, and `addPart` adds to the model: `statements` then has holes.
 */
export function createModel(data) {
  const known = new Set(data.nodes.map((n) => n.id)), { totals, sizes, years } = data;
  const model = {
    title: data.title, title_zh: data.title_zh, description: data.description, description_zh: data.description_zh,
    parts: 0, nodes: new Map(), named: new Map(), statements: [], links: [], linksOf: new Map(), comparisons: [], documents: {}, classes: [...data.classes],
    terms: data.terms ?? {}, prefixes: data.prefixes ?? {}, axis: data.axis ?? [], units: data.units ?? {}, sizes, years,
    unreviewed: data.unreviewed ?? data.statements.filter((s) => s.unreviewed).length, disputed: data.disputed ?? data.statements.some((s) => s.conflict),
  };
  for (const type of new Set(data.nodes.map((n) => n.type))) { // a class that the list lacks still gets its place in the legend
    if (!model.classes.some((c) => c.name === type)) model.classes.push({ name: type, label: type });
  }
  model.classByName = new Map(model.classes.map((c) => [c.name, c]));
  addPart(model, {
    ...data, edges: data.edges.filter((e) => known.has(e.from) && known.has(e.to)).map((e, number) => ({ number, ...e })),
    statements: data.statements.map((s, index) => ({ index, ...s })),
  });
  model.totals = totals ?? loadedOf(model);
  return model;
}

/** How many things, links and statements the model holds. */
export const loadedOf = (model) => ({ things: model.nodes.size, links: model.links.length, statements: Object.keys(model.statements).length });
/** Whether the model holds less than the graph. */
export const isPartial = (model) => Object.entries(loadedOf(model)).some(([key, number]) => number < model.totals[key]);
/** The statements that are there, in their order: a model that is fed part by part has holes. */
export const allStatements = (model) => Object.values(model.statements);

/** Adds a part as the server gives it: what is there already stays the same object, and what is new is tied to it. */
export function addPart(model, part) {
  for (const n of part.nodes) {
    const node = model.nodes.get(n.id);
    if (node) node.statements = union(node.statements, n.statements);
    else model.nodes.set(n.id, { aliases: [], statements: [], ...n, x0: n.x, y0: n.y });
  }
  for (const s of part.statements) {
    const context = contextOf(part, s), there = model.statements[s.index];
    if (there) there.context ??= context;
    else model.statements[s.index] = { ...STATEMENT, opposes: [], supports: [], ...s, context };
  }
  const links = new Map(model.links.map((l) => [l.number, l]));
  for (const e of part.edges) {
    const link = links.get(e.number);
    if (link) link.statements = union(link.statements, e.statements);
    else links.set(e.number, { statements: [], ...e, id: `link ${e.number}` });
  }
  model.links = [...links.values()].sort((a, b) => a.number - b.number);
  const compared = new Set(model.comparisons.map((c) => c.number));
  model.comparisons.push(...(part.comparisons ?? []).filter((c) => c.number === undefined || !compared.has(c.number)));
  Object.assign(model.documents, part.documents);
  weigh(model);
  describeLinks(model);
  model.parts += 1;
}

const union = (list, more = []) => (more.length ? [...new Set([...list, ...more])].sort((a, b) => a - b) : list);
const contextOf = (data, s) => data.paragraphs?.[s.document]?.[s.paragraph] ?? null;

/** The statements behind a thing or a link. */
export const statementsOf = (model, item) => item.statements.map((i) => model.statements[i]).filter(Boolean);
export const isPlan = (s) => Boolean(s.basis) && s.basis !== 'actual';
export const isNode = (model, item) => model.nodes.get(item.id) === item;
/** The things at the ends of a link; of a thing, the thing. */
export const endsOf = (model, item) => (isNode(model, item) ? [item] : [model.nodes.get(item.from), model.nodes.get(item.to)]);
/** The things one link away, in the order of the model, without the thing itself. */
export const neighboursOf = (model, node) => [...new Set(model.linksOf.get(node.id).flatMap((l) => endsOf(model, l)))].filter((n) => n !== node);
export const range = (list) => list.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);

function weigh(model) { // 0 … 1: how large a mark is, and how early its name is written
  const nodes = [...model.nodes.values()], [least, most] = model.sizes ?? range(nodes.map((n) => n.size || 0));
  for (const n of nodes) {
    n.weight = Math.sqrt(((n.size || 0) - least) / (most - least || 1));
    n.conflict ??= statementsOf(model, n).some((s) => s.conflict && s.subject === n.id);
  }
}

function describeLinks(model) {
  const pairs = new Map();
  model.linksOf = new Map([...model.nodes.keys()].map((id) => [id, []]));
  for (const link of model.links) {
    for (const id of new Set([link.from, link.to])) model.linksOf.get(id).push(link);
    // The second and later links between two things are bent, or they would hide each other.
    const pair = link.from < link.to ? `${link.from}\n${link.to}` : `${link.to}\n${link.from}`, rank = pairs.get(pair) || 0;
    pairs.set(pair, rank + 1);
    const clockwise = (rank % 2 === 1) === (link.from < link.to);
    link.bend = rank > 0 && { enabled: true, type: clockwise ? 'curvedCW' : 'curvedCCW', roundness: 0.14 * Math.ceil(rank / 2) };
    const facts = statementsOf(model, link);
    link.plan ??= facts.length > 0 && facts.every((s) => isPlan(s) || s.unreviewed);
    link.conflict ??= facts.some((s) => s.conflict);
  }
}
