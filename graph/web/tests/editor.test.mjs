// What the query page makes of answers and of what is typed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findTerms, missingPrefixes, shorten, variablesOf, wordBefore } from '../src/editor/complete.js';
import { settle } from '../src/editor/drawings.js';
import { pointOf, positionOf, readAnswer, readTriples, viewsOf } from '../src/editor/result.js';

const PREFIXES = { e: 'https://example.org/entity/', sg: 'https://w3id.org/shugu/ns#' };
const cell = (value, more = {}) => ({ type: 'literal', value, ...more });
const uri = (value) => ({ type: 'uri', value });
const json = (vars, bindings) => JSON.stringify({ head: { vars }, results: { bindings } });

test('an answer shows as what its columns hold', () => {
  const answer = readAnswer('application/sparql-results+json', json(['a', 'b', 'n', 'w'], [
    { a: uri('x:1'), b: uri('x:2'), n: cell('12', { datatype: 'http://www.w3.org/2001/XMLSchema#integer' }), w: cell('POINT(106.7 26.6)') },
    { a: uri('x:3'), b: uri('x:4'), n: cell('1.5', { datatype: 'http://www.w3.org/2001/XMLSchema#decimal' }) },
  ]));
  assert.deepEqual(viewsOf(answer), ['table', 'chart', 'network', 'map']);
  assert.equal(answer.rows[1][3], null);
});

test('a year that is a plain word is no number to draw, and yes or no is no table', () => {
  const years = readAnswer('application/sparql-results+json', json(['y'], [{ y: cell('2017') }, { y: cell('2018') }]));
  assert.deepEqual(viewsOf(years), ['table']);
  assert.deepEqual(readAnswer('application/json', '{"head":{},"boolean":false}'), { kind: 'boolean', value: false });
});

test('triples keep their languages, types and escapes', () => {
  const rows = readTriples('<x:s> <x:p> "a \\"b\\" \\u8D35"@zh .\n<x:s> <x:p> "1"^^<x:int> .\n_:b <x:p> <x:o> .\n');
  assert.deepEqual(rows[0][2], { type: 'literal', value: 'a "b" 贵', lang: 'zh', datatype: undefined });
  assert.equal(rows[1][2].datatype, 'x:int');
  assert.equal(rows[2][0].type, 'bnode');
});

test('the place of a fault is read from the reason', () => {
  assert.deepEqual(positionOf('the query is not SPARQL: error at 3:17: expected WHERE'), { line: 3, column: 17 });
  assert.equal(positionOf('the query was stopped: it took longer than 10 seconds'), null);
});

test('points are read, and what is none is not', () => {
  assert.deepEqual(pointOf(cell('POINT(106.71667 26.58333)')), [106.71667, 26.58333]);
  assert.equal(pointOf(cell('POLYGON((0 0, 1 1))')), null);
});

test('a term is found by the beginning of any of its names, in either language', () => {
  const terms = [
    { iri: `${PREFIXES.sg}City`, label: 'City', others: ['城市'], count: 3 },
    { iri: `${PREFIXES.sg}locatedIn`, label: 'is located in', others: ['位于'], count: 9 },
  ];
  assert.deepEqual(findTerms(terms, '城', PREFIXES).map((term) => term.text), ['sg:City']);
  assert.deepEqual(findTerms(terms, 'sg:lo', PREFIXES).map((term) => term.text), ['sg:locatedIn']);
  assert.deepEqual(findTerms(terms, 'sg:City', PREFIXES).map((term) => term.text), ['sg:City']);
});

test('an IRI is written with a prefix only where what is left is a plain name', () => {
  assert.equal(shorten('https://example.org/entity/guiyang', PREFIXES), 'e:guiyang');
  assert.equal(shorten('https://example.org/entity/a/b', PREFIXES), '<https://example.org/entity/a/b>');
});

test('the prefixes of a query are those that it uses outside of texts, addresses and comments', () => {
  const query = 'PREFIX rdf: <x:>\n# sg:no\nSELECT * { ?s rdf:type e:x ; <sg:no> "sg:no" }';
  assert.deepEqual(missingPrefixes(query, PREFIXES), { e: PREFIXES.e });
});

test('the word at the cursor and the variables that it may become', () => {
  assert.deepEqual(wordBefore('  ?thing a sg:Ci', 16), { text: 'sg:Ci', from: 11 });
  assert.deepEqual(variablesOf('SELECT ?one ?only { ?one ?p ?o }', '?on'), ['?one', '?only']);
});

test('a network is laid out the same each time, within its frame', () => {
  const edges = [['a', 'b', ''], ['b', 'c', '']];
  const places = settle(['a', 'b', 'c'], edges, 400, 300);
  assert.deepEqual([...places], [...settle(['a', 'b', 'c'], edges, 400, 300)]);
  for (const [x, y] of places.values()) assert.ok(x >= 0 && x <= 400 && y >= 0 && y <= 300);
});
