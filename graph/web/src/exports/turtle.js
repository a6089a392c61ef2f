// What is shown as Turtle: triples that stand in the graph, and no others.

/** An IRI between angle brackets; null where it holds a character that no IRI may. */
const iri = (text) => (/[\u0000-\u0020<>"{}|^`\\]/.test(text) || !/^[a-z][a-z0-9+.-]*:/i.test(text) ? null : `<${text}>`);

/** A prefixed name as it may stand in Turtle; the whole IRI where its last part could not. */
function term(name, prefixes) {
  const [prefix, ...rest] = name.split(':'), local = rest.join(':');
  if (!(prefix in prefixes)) return iri(name);
  return /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/.test(local) ? name : iri(prefixes[prefix] + local);
}

const ESCAPES = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const hex = (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** A literal with its language or datatype; the text stands as it is, nothing is cleaned. */
const literal = (text, kind = '') => `"${String(text).replace(LONE, '\ufffd').replace(/[\\"\n\r\t]/g, (c) => ESCAPES[c]).replace(/[\u0000-\u001f\u007f-\u009f]/g, hex)}"${kind}`;

const KINDS = { event: 'EventStatement', observation: 'Observation', target: 'Target', relation: 'Relation', attribute: 'Attribute', policy: 'PolicyStatement', claim: 'Claim' };
const PREFIX = /^[A-Za-z][\w-]*$/;

/** The things, statements, evidences and documents of a selection as a Turtle file; empty of triples where the page has no RDF. */
export function toTurtle(model, selection) {
  const prefixes = Object.fromEntries(Object.entries(model.prefixes).filter(([name, space]) => PREFIX.test(name) && iri(space)));
  const t = (name) => term(name, prefixes), blocks = new Map();
  const add = (subject, predicate, object) => {
    if (!subject || !predicate || !object) return;
    if (!blocks.has(subject)) blocks.set(subject, new Map());
    const said = blocks.get(subject);
    said.set(predicate, (said.get(predicate) ?? new Set()).add(object));
  };
  const named = Object.keys(prefixes).length ? selection : { nodes: [], statements: [] };
  for (const id of named.nodes) addThing(model.nodes.get(id), t, add);
  for (const index of named.statements) if (model.statements[index].rdf) addStatement(model, model.statements[index], t, add);
  const head = Object.entries(prefixes).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, space]) => `@prefix ${name}: <${space}> .\n`).join('');
  const body = [...blocks].map(([subject, said]) => `\n${subject} ${[...said].map(([predicate, objects]) => `${predicate} ${[...objects].join(', ')}`).join(' ;\n    ')} .\n`).join('');
  return head + body;
}

function addThing(node, t, add) {
  const subject = t(`e:${node.id}`);
  if (node.class) add(subject, 'a', t(node.class));
  if (node.label) add(subject, 'rdfs:label', literal(node.label, '@en'));
  if (node.label_zh) add(subject, 'rdfs:label', literal(node.label_zh, '@zh'));
}

function addStatement(model, s, t, add) {
  const { rdf } = s, node = t(`st:${s.id}`), evidence = t(`ev:${s.document}-${rdf.span.join('-')}`);
  const value = model.nodes.has(s.value) ? t(`e:${s.value}`) : rdf.decimal === undefined && s.value !== '' ? literal(s.value, '@en') : null;
  const has = (predicate, object) => add(node, predicate, object);
  const known = (text, kind) => (text === null || text === undefined ? null : literal(text, kind));
  has('a', KINDS[s.kind] && `sg:${KINDS[s.kind]}`);
  has('rdf:subject', t(`e:${s.subject}`));
  has('rdf:predicate', t(rdf.term));
  has('rdf:object', value);
  if (rdf.decimal !== undefined && rdf.unit) {
    has('sg:value', literal(rdf.decimal, '^^xsd:decimal'));
    has('sg:unit', t(rdf.unit));
    has('sg:comparator', known(rdf.comparator));
  }
  if (rdf.time !== undefined) {
    has('sg:time', literal(rdf.time));
    has('sg:timePrecision', known(rdf.precision));
    if (rdf.time === s.time) { has('sg:earliest', known(s.earliest, '^^xsd:date')); has('sg:latest', known(s.latest, '^^xsd:date')); }
  }
  has('sg:basis', s.basis && t(`sg:basis-${s.basis}`));
  has('sg:rank', rdf.rank && t(rdf.rank));
  has('sg:method', known(rdf.method));
  has('sg:decision', known(rdf.decision));
  has('sg:stated', known(rdf.stated));
  has('sg:place', rdf.place && t(`e:${rdf.place}`));
  has('sg:speaker', s.speaker && t(`e:${s.speaker}`));
  has('sg:scope', known(s.scope, '@en'));
  has('prov:hadPrimarySource', t(`doc:${s.document}`));
  has('sg:primaryEvidence', evidence);
  if (rdf.plain) add(t(`e:${s.subject}`), t(rdf.term), value ?? known(rdf.time));
  addEvidence(model, s, evidence, t, add);
}

function addEvidence(model, s, evidence, t, add) {
  const document = t(`doc:${s.document}`), position = t(`ev:${s.document}-${s.rdf.span.join('-')}-position`), address = model.documents[s.document]?.url;
  add(evidence, 'a', 'sg:Evidence');
  add(evidence, 'oa:hasSource', document);
  add(evidence, 'oa:hasSelector', position);
  if (s.paragraph !== null) add(evidence, 'sg:paragraph', literal(s.paragraph, '^^xsd:integer'));
  add(position, 'a', 'oa:TextPositionSelector');
  ['start', 'end'].forEach((end, i) => add(position, `oa:${end}`, literal(s.rdf.span[i], '^^xsd:integer')));
  if (s.quote) {
    const quote = t(`ev:${s.document}-${s.rdf.span.join('-')}-quote`);
    add(evidence, 'oa:hasSelector', quote);
    add(quote, 'a', 'oa:TextQuoteSelector');
    add(quote, 'oa:exact', literal(s.quote));
  }
  add(document, 'a', 'sg:Document');
  add(document, 'dcterms:identifier', literal(s.document));
  if (address) add(document, 'schema:url', iri(address));
}
