import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../src/model.js';
import { neutralise, toCsv, toTsv } from '../src/exports/cells.js';
import { toGexf } from '../src/exports/gexf.js';
import { networkPicture } from '../src/exports/network-picture.js';
import { pictureScale, toSvgFile } from '../src/exports/picture.js';
import { breakLines, sheetPicture } from '../src/exports/sheet-picture.js';
import { statementsSheet } from '../src/exports/statements-sheet.js';
import { toTurtle } from '../src/exports/turtle.js';
import { el, toXml } from '../src/views/tree.js';
import { createWords } from '../src/words.js';
import { harbour } from './harbour.mjs';

const HOSTILE = ['</text><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'a & b', '\u202egnp.exe', 'x\u0000y\ud800z', ']]>', '{{ 7 }}', "'", '=1+1'];
const all = (model) => ({ nodes: new Set(model.nodes.keys()), statements: new Set(model.statements.keys()) });
const measure = (text, size = 12) => text.length * size * 0.5;

/** The harbour with a hostile name for everything. */
function hostile() {
  const data = harbour();
  data.nodes.forEach((node, i) => Object.assign(node, { label: HOSTILE[i], label_zh: HOSTILE[i + 3], aliases: HOSTILE }));
  for (const s of data.statements) Object.assign(s, { predicate: HOSTILE[1], scope: HOSTILE[8], quote: HOSTILE[0] });
  data.documents.news = { title: HOSTILE[0], publisher: HOSTILE[8], published: '2021', url: 'javascript:alert(1)' };
  return createModel(data);
}

/** Whether a text is well-formed as far as tags and attributes go, and has nothing but the expected elements. */
function elementsOf(xml) {
  const names = new Set(), open = [];
  const rest = xml.replace(/<\?xml[^>]*\?>/, '').replace(/<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g, (_, close, name, attributes, empty) => {
    names.add(name);
    if (close) assert.equal(open.pop(), name);
    else if (!empty) open.push(name);
    for (const [, key] of attributes.matchAll(/\s([\w:-]+)="[^"]*"/g)) assert.doesNotMatch(key, /^on/);
    return '';
  });
  assert.deepEqual([open, /[<>]/.test(rest), /&(?!(?:amp|lt|gt|quot|#\d+);)/.test(rest)], [[], false, false]);
  return names;
}

for (const cell of ['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '\r=1', ' =1+1', '＝1', '＠x']) {
  test(`${JSON.stringify(cell)} is text to a spreadsheet`, () => assert.equal(neutralise(cell), `'${cell}`));
}

test('numbers and plain words are left as they are', () => {
  for (const cell of ['-3.5', '+7', '12', 'a=b', '', '– 5']) assert.equal(neutralise(cell), cell);
});

test('a cell with commas, quotes or line ends is one cell of CSV', () => {
  assert.equal(toCsv([['a,b', 'say "x"', 'two\nlines', '=1']]), '\ufeff"a,b","say ""x""","two\nlines",\'=1\r\n');
});

test('a tab or line end within a cell does not break the row of a copied table', () => {
  assert.equal(toTsv([['a\tb', 'c\r\nd'], ['=1', '']]), "a b\tc d\n'=1\t");
});

test('hostile names are text in SVG, and nothing in it is a script, a link or a reference to the outside', () => {
  const model = hostile(), words = createWords(model);
  const drawing = { nodes: [...model.nodes.values()].map(({ id, x, y }) => ({ id, x, y, r: 8, fill: '#009E73', rim: '#333333' })), links: [{ from: { x: 0, y: 0 }, to: { x: 100, y: 0 }, via: null, plan: true, conflict: true }], axis: [{ year: 2020, x: 50 }] };
  const svg = toSvgFile(networkPicture(drawing, { model, words, measure }), { title: HOSTILE[0], lang: 'en', resolve: () => '#123456' });
  assert.deepEqual([...elementsOf(svg)].sort(), ['defs', 'g', 'line', 'marker', 'path', 'rect', 'svg', 'text', 'title']);
  assert.ok(svg.includes('&lt;/text&gt;&lt;script&gt;') && !/var\(|href|[\u0000\u202e\ud800]/.test(svg));
});

test('a table is drawn with all of its words', () => {
  const { tree, width, height } = sheetPicture({ columns: ['A', 'B'], rows: HOSTILE.map((text) => [text, 'word '.repeat(40)]) }, { measure, rest: (n, all) => `${n} of ${all}`, most: 8 });
  const svg = toSvgFile({ tree, width, height }, { title: 'T', lang: 'zh', resolve: () => 'red' });
  elementsOf(svg);
  assert.ok(svg.includes('8 of 9') && width > 100 && height > 100);
});

test('lines fit their width, and no Chinese or endless word runs out of its column', () => {
  const wide = (text) => text.length * 7;
  for (const text of ['贵阳大数据交易所'.repeat(4), 'x'.repeat(90), 'some words and more of them']) {
    const lines = breakLines(text, 70, wide);
    for (const line of lines) assert.ok(wide(line) <= 77, line);
    assert.ok(lines.length > 1);
  }
});

test('a picture is never larger than a canvas may be', () => {
  assert.equal(pictureScale(800, 600), 2);
  for (const [w, h] of [[800, 90_000], [9000, 9000], [40_000, 20]]) {
    const scale = pictureScale(w, h);
    assert.ok(w * scale <= 16_001 && h * scale <= 16_001 && w * h * scale * scale <= 32_000_001);
  }
});

test('attributes that mean something on the page only are not in a file', () => {
  assert.equal(toXml(el('g', { role: 'button', tabindex: 0, 'aria-label': 'x', class: 'y', 'data-key': 'z', fill: 'var(--ink)' }), () => '#000'), '<g fill="#000"/>');
});

test('GEXF has a node for each shown thing and an edge for each shown statement between two, hostile names and all', () => {
  const model = hostile(), gexf = toGexf(model, all(model), new Map([['port', { x: 1, y: 2, color: '#009E73' }]]));
  assert.ok(elementsOf(gexf).has('viz:position'));
  assert.equal(gexf.match(/<node /g).length, 4);
  assert.deepEqual([...gexf.matchAll(/source="(\w+)" target="(\w+)"/g)].map(([, a, b]) => `${a} ${b}`), ['port lindow', 'port ferry', 'lindow port', 'ferry crane']);
  assert.equal(toGexf(model, { nodes: new Set(['port']), statements: new Set([0]) }).match(/<edge /), null);
});

test('rows for a spreadsheet have the statements as the graph has them, numbers in full', () => {
  const data = harbour();
  Object.assign(data.statements[2], { number: 1e21, rdf: { decimal: '1000000000000000000000.0' } });
  const model = createModel(data), { columns, rows } = statementsSheet(model, all(model)), cell = (row, name) => rows[row][columns.indexOf(name)];
  assert.deepEqual([cell(2, 'value'), cell(5, 'value')], ['1000000000000000000000', '20']);
  assert.deepEqual([cell(0, 'object'), cell(0, 'object_id'), cell(0, 'value')], ['Lindow', 'lindow', '']);
  assert.deepEqual([cell(2, 'conflict'), cell(3, 'reviewed')], ['yes', 'no']);
});

// ---- Turtle; that its triples stand in the graph is tested in the browser
const PREFIXES = { sg: 'https://example.org/ns#', e: 'https://example.org/x/entity/', st: 'https://example.org/x/statement/', ev: 'https://example.org/x/evidence/', doc: 'https://example.org/x/document/', xsd: 'http://www.w3.org/2001/XMLSchema#' };
function turtleOf(change) {
  const data = harbour(), [s] = data.statements;
  Object.assign(s, { id: 'news-1-1', rdf: { term: 'sg:locatedIn', span: [3, 9], rank: 'sg:rank-normal', plain: true } });
  change?.(data, s);
  const model = createModel({ ...data, prefixes: PREFIXES });
  return toTurtle(model, { nodes: new Set(['port']), statements: new Set([0]) });
}

test('a statement that may be taken as true has its plain triple, no other has', () => {
  assert.match(turtleOf(), /e:port [^.]*sg:locatedIn e:lindow/s);
  assert.doesNotMatch(turtleOf((_, s) => { delete s.rdf.plain; }), /e:port [^.]*sg:locatedIn e:lindow/s);
});

test('the time of its event is not written as a time of the statement', () => {
  assert.doesNotMatch(turtleOf((_, s) => { s.time = '2015'; }), /sg:time /);
  assert.match(turtleOf((_, s) => { s.time = '2015'; s.rdf.time = '2015'; }), /sg:time "2015"/);
});

test('texts are escaped, and nothing of them becomes Turtle', () => {
  const turtle = turtleOf((data) => { data.nodes[0].label = 'a" . <x:y> <x:y> "\\\n\u0000'; });
  assert.ok(turtle.includes('"a\\" . <x:y> <x:y> \\"\\\\\\n\\u0000"@en'));
});

test('ids that cannot be prefixed names are whole IRIs, and what is no IRI is left out', () => {
  assert.match(turtleOf((_, s) => { s.id = 'news.1'; }), /<https:\/\/example\.org\/x\/statement\/news\.1> a sg:Relation/);
  assert.doesNotMatch(turtleOf((data) => { data.documents.news.url = 'https://example.org/<b>'; }), /<b>/);
});

test('a page without RDF gives a file without triples', () => {
  const model = createModel(harbour());
  assert.equal(toTurtle(model, all(model)), '');
});
