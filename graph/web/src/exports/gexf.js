// What is shown as GEXF, for Gephi.
import { clean } from '../text.js';
import { escapeXml } from '../views/tree.js';

const NODE = [['labelZh', 'string'], ['type', 'string'], ['aliases', 'string'], ['statements', 'integer']];
const EDGE = [['kind', 'string'], ['basis', 'string'], ['time', 'string'], ['document', 'string'], ['conflict', 'boolean'], ['unreviewed', 'boolean']];

/**
 * The things and statements of a selection as a GEXF 1.2 file: a node for each thing, an edge for each statement between two of
 * them, and one from each speaker to what the statement is about. `places` is a Map of id -> { x, y, color } of what is drawn.
 */
export function toGexf(model, selection, places = new Map()) {
  const nodes = [...selection.nodes].map((id) => model.nodes.get(id)).filter(Boolean);
  const edges = [...selection.statements].flatMap((index) => edgesOf(model.statements[index], selection.nodes));
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<graph defaultedgetype="directed" mode="static">
${attributes('node', NODE)}
${attributes('edge', EDGE)}
<nodes>
${nodes.map((node) => writeNode(node, selection, places.get(node.id))).join('\n')}
</nodes>
<edges>
${edges.map(writeEdge).join('\n')}
</edges>
</graph>
</gexf>
`;
}

function edgesOf(s, nodes) {
  const said = nodes.has(s.subject) && nodes.has(s.value) ? [{ s, id: name(s), source: s.subject, target: s.value, label: s.predicate, kind: s.kind, basis: s.basis }] : [];
  const spoken = nodes.has(s.subject) && nodes.has(s.speaker) ? [{ s, id: `${name(s)} speaker`, source: s.speaker, target: s.subject, label: 'speaks of', kind: 'claim', basis: 'actual' }] : [];
  return [...said, ...spoken];
}

const name = (s) => s.id ?? `statement ${s.index}`;
const attributes = (of, list) => `<attributes class="${of}" mode="static">\n${list.map(([title, type], i) => `<attribute id="${i}" title="${title}" type="${type}"/>`).join('\n')}\n</attributes>`;
const quoted = (value) => `"${escapeXml(clean(value))}"`;
const values = (list) => `<attvalues>${list.map((value, i) => (value === null || value === undefined || value === '' ? '' : `<attvalue for="${i}" value=${quoted(value)}/>`)).join('')}</attvalues>`;

function writeNode(node, selection, place) {
  const count = node.statements.filter((index) => selection.statements.has(index)).length;
  const rgb = place && /^#[0-9a-f]{6}$/i.test(place.color ?? '') && [1, 3, 5].map((i) => parseInt(place.color.slice(i, i + 2), 16));
  return `<node id=${quoted(node.id)} label=${quoted(node.label)}>${values([node.label_zh, node.type, node.aliases.join('; '), count])}${
    place && Number.isFinite(place.x) && Number.isFinite(place.y) ? `<viz:position x="${place.x}" y="${-place.y}" z="0"/>` : ''}${rgb ? `<viz:color r="${rgb[0]}" g="${rgb[1]}" b="${rgb[2]}"/>` : ''}</node>`;
}

function writeEdge({ s, id, source, target, label, kind, basis }, number) {
  return `<edge id=${quoted(`${number} ${id}`)} source=${quoted(source)} target=${quoted(target)} label=${quoted(label)}>${
    values([kind, basis, s.time, s.document, s.conflict ? 'true' : 'false', s.unreviewed ? 'true' : 'false'])}</edge>`;
}
