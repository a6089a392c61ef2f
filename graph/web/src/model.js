// The graph of a page as plain values, from the JSON that the page carries.
//
// model.nodes       Map of id -> { id, label, label_zh, type, aliases, statements: [index], lat?, lon?, area? (its point stands for all of it), x, y, tx?, ty?, rank, weight }
// model.statements  [{ index, subject, predicate, value, time, earliest, latest, kind, number, unit, basis, speaker, place,
//                      scope, confidence, document, paragraph, sentence, quote, context?, conflict, opposes: [index],
//                      supports: [index], unreviewed }]   (absent values are null; `value` is a node's id or words)
// model.links       [{ id, from, to, label, statements: [index], plan, conflict }]: one for each pair of things and predicate
// model.linksOf     Map of node id -> its links
// model.comparisons [{ kind, label, verdict, sources, gap, statements: [index], target: [index], actual: [index] }]
// model.documents   { id: { title, publisher, published, url } }
// model.classes     [{ name, label, label_zh, color, shape }], model.terms { English name of a property: Chinese name }

const STATEMENT = {
  time: null, earliest: null, latest: null, kind: null, number: null, unit: null, basis: null, speaker: null, place: null, scope: null,
  confidence: null, paragraph: null, sentence: null, quote: null, conflict: false, unreviewed: false,
};

/** The model of a page's data; links to things that are not there are left out. */
export function createModel(data) {
  const nodes = new Map(data.nodes.map((n) => [n.id, { aliases: [], statements: [], ...n }]));
  const statements = data.statements.map((s, index) => ({ ...STATEMENT, opposes: [], supports: [], ...s, index, context: contextOf(data, s) }));
  const links = data.edges.filter((e) => nodes.has(e.from) && nodes.has(e.to)).map((e, i) => ({ statements: [], ...e, id: `link ${i}` }));
  const model = {
    title: data.title, title_zh: data.title_zh, description: data.description, description_zh: data.description_zh,
    nodes, statements, links, linksOf: new Map(data.nodes.map((n) => [n.id, []])), comparisons: data.comparisons ?? [],
    documents: data.documents, classes: [...data.classes], terms: data.terms ?? {}, prefixes: data.prefixes ?? {}, axis: data.axis ?? [], units: data.units ?? {},
  };
  for (const type of new Set(data.nodes.map((n) => n.type))) { // a class that the list lacks still gets its place in the legend
    if (!model.classes.some((c) => c.name === type)) model.classes.push({ name: type, label: type });
  }
  model.classByName = new Map(model.classes.map((c) => [c.name, c]));
  weigh(model);
  describeLinks(model);
  return model;
}

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
  const nodes = [...model.nodes.values()], [least, most] = range(nodes.map((n) => n.size || 0));
  for (const n of nodes) {
    n.weight = Math.sqrt(((n.size || 0) - least) / (most - least || 1));
    n.conflict = statementsOf(model, n).some((s) => s.conflict && s.subject === n.id);
  }
}

function describeLinks(model) {
  const pairs = new Map();
  for (const link of model.links) {
    for (const id of new Set([link.from, link.to])) model.linksOf.get(id).push(link);
    // The second and later links between two things are bent, or they would hide each other.
    const pair = link.from < link.to ? `${link.from}\n${link.to}` : `${link.to}\n${link.from}`, rank = pairs.get(pair) || 0;
    pairs.set(pair, rank + 1);
    const clockwise = (rank % 2 === 1) === (link.from < link.to);
    link.bend = rank > 0 && { enabled: true, type: clockwise ? 'curvedCW' : 'curvedCCW', roundness: 0.14 * Math.ceil(rank / 2) };
    const facts = statementsOf(model, link);
    link.plan = facts.length > 0 && facts.every((s) => isPlan(s) || s.unreviewed);
    link.conflict = facts.some((s) => s.conflict);
  }
}
