import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPart, allStatements, createModel, isPartial, neighboursOf } from '../src/model.js';
import { createServed, SourceError } from '../src/source/served.js';
import { createWhole } from '../src/source/whole.js';
import { filterStatements } from '../src/facets.js';
import { needsOf, openingState } from '../src/state.js';
import { conflictPairs } from '../src/views/conflict-pairs.js';
import { harbour } from './harbour.mjs';

const { nodes, edges, statements, documents } = harbour();
const numbered = { edges: edges.map((e, number) => ({ number, said: e.statements.length, ...e })), statements: statements.map((s, index) => ({ index, ...s })) };

/** The part of the harbour that has these things, links and statements, as a server gives it. */
function part(ids, links, indexes) {
  const own = (item) => ({ ...item, statements: item.statements.filter((i) => indexes.includes(i)) });
  return {
    nodes: nodes.filter((n) => ids.includes(n.id)).map((n) => ({ degree: 2, said: n.statements.length, ...own(n) })),
    edges: links.map((i) => own(numbered.edges[i])), statements: indexes.map((i) => numbered.statements[i]), documents,
  };
}
const empty = () => createModel({ ...harbour(), nodes: [], edges: [], statements: [], totals: { things: 4, links: 3, statements: 6 }, sizes: [4, 9], years: [2020, 2030] });

/** A server of answers by what is asked for, and all that was asked. */
function server(answers) {
  const asked = [];
  const fetch = async (address, { body } = {}) => {
    const url = new URL(address, 'http://x/'), what = url.pathname.split('/').at(-1);
    asked.push({ what, ...Object.fromEntries(url.searchParams), ...JSON.parse(body ?? '{}') });
    const answer = answers[what]?.(asked.at(-1));
    if (typeof answer === 'number') return new Response('a reason\n', { status: answer });
    if (!answer) throw new TypeError('gone');
    return Response.json(answer);
  };
  const model = empty();
  return { asked, model, source: createServed(model, { address: '/explorer/', version: 'v1', fetch }) };
}

test('a part adds what is new and leaves the same objects where they are', () => {
  const model = empty();
  addPart(model, part(['port', 'lindow'], [0], [0]));
  const port = model.nodes.get('port');
  addPart(model, part(['port', 'ferry'], [1], [1, 2]));
  assert.equal(model.nodes.get('port'), port);
  assert.deepEqual(port.statements, [0, 1, 2]);
  assert.deepEqual(model.links.map((l) => l.id), ['link 0', 'link 1']);
  assert.deepEqual(neighboursOf(model, port).map((n) => n.id), ['lindow', 'ferry']);
  assert.deepEqual(allStatements(model).map((s) => s.index), [0, 1, 2]);
});

test('a model is partial until all of the graph is there', () => {
  const model = empty();
  addPart(model, part(['port', 'lindow', 'ferry'], [0, 1], [0, 1]));
  assert.equal(isPartial(model), true);
  addPart(model, part(['port', 'crane', 'ferry'], [2], [2, 3, 4, 5]));
  assert.equal(isPartial(model), false);
  assert.equal(isPartial(createModel(harbour())), false);
});

test('filters count what is loaded, and a disagreement shows once both sides are', () => {
  const model = empty(), selection = () => ({ statements: new Set(allStatements(model).map((s) => s.index)) });
  addPart(model, part(['port'], [], [4]));
  assert.deepEqual([...filterStatements(model, openingState(4)).counts.basis], [['actual', 1]]);
  assert.equal(conflictPairs(model, selection()).length, 0);
  addPart(model, part(['port'], [], [2]));
  assert.equal(conflictPairs(model, selection()).length, 1);
});

test('a whole source has nothing to load', () => {
  const model = createModel(harbour()), source = createWhole(model);
  assert.equal(source.load({ thing: 'port', drawn: ['port'] }), null);
  assert.equal(source.find('ferry')[0].node.id, 'ferry');
  assert.deepEqual(source.near(model.nodes.get('port')), ['lindow', 'ferry']);
});

test('what is drawn is asked for once, with what is drawn already', async () => {
  const { asked, source } = server({ things: ({ ids }) => part(ids, [], []) });
  await source.load({ drawn: ['port'] });
  await source.load({ drawn: ['port', 'ferry'] });
  assert.deepEqual(asked.map(({ ids, with: known }) => [ids, known]), [[['port'], []], [['ferry'], ['port']]]);
  assert.equal(source.load({ drawn: ['ferry'] }), null);
});

test('two drawings at the same time wait for each other, or the links between them would be missing', async () => {
  const { asked, source } = server({ things: ({ ids }) => part(ids, [], []) });
  await Promise.all([source.load({ drawn: ['port'] }), source.load({ drawn: ['ferry'] })]);
  assert.deepEqual(asked.map(({ with: known }) => known), [[], ['port']]);
});

test('more of the main part brings its links to what was added before', async () => {
  const { asked, source } = server({ things: ({ ids }) => part(ids, [], []), opening: () => part(['port', 'lindow'], [0], [0]) });
  await source.load({ drawn: ['crane'] });
  await source.load({ show: 2 });
  assert.deepEqual(asked.slice(1).map(({ what, ids, with: known }) => [what, ids, known]), [['opening', undefined, undefined], ['things', ['crane'], ['port', 'lindow']]]);
  assert.equal(source.load({ show: 1 }), null);
});

test('a thing comes with its first statements, then with further ones, until all are there', async () => {
  const big = (of) => ({ ...of, nodes: of.nodes.map((n) => ({ ...n, said: 250 })) });
  const { asked, model, source } = server({ thing: () => ({ ...big(part(['port'], [], [0])), near: ['lindow', 'ferry'] }) });
  await Promise.all([source.load({ thing: 'port' }), source.load({ thing: 'port' })]);
  const port = model.nodes.get('port');
  assert.equal(source.more(port), 100);
  await source.load({ more: port });
  assert.equal(source.more(port), 50);
  await source.load({ more: port });
  assert.equal(source.load({ more: port }), null);
  assert.deepEqual(asked.map(({ skip }) => skip), ['0', '100', '200']);
  assert.deepEqual(source.near(port), ['lindow', 'ferry']);
});

test('a view of the whole graph comes one hundred after another, and says how much there is', async () => {
  const { asked, source } = server({ view: () => ({ ...part(['port'], [], [2, 4]), total: 150 }) });
  assert.equal(source.load({ begun: 'table' }), null);
  await source.load({ begun: 'conflicts' });
  assert.deepEqual(source.further('conflicts'), { next: 50, total: 150 });
  assert.equal(source.load({ begun: 'conflicts' }), null);
  await source.load({ view: 'conflicts' });
  assert.equal(source.further('conflicts').next, 0);
  assert.deepEqual(asked.map(({ name, skip }) => [name, skip]), [['conflicts', '0'], ['conflicts', '100']]);
});

test('counts of the whole graph come from the server, once for the same filters', async () => {
  const { asked, model, source } = server({ facets: () => ({ counts: { basis: [['actual', 900], ['target', 12]], time: [['', 5], [2020, 7]] }, left: {}, passing: 912, documents: {}, speakers: [{ id: 'ada', label: 'Ada' }] }) });
  const state = { ...openingState(2), off: { ...openingState(2).off, basis: new Set(['target']) } };
  const known = await new Promise((arrived, failed) => { assert.equal(source.counts(state, () => arrived(source.counts(state)), failed).of, null); });
  assert.deepEqual([known.passing, known.of.basis.get('actual'), known.of.time.get(2020)], [912, 900, 7]);
  assert.equal(model.named.get('ada').label, 'Ada');
  assert.deepEqual(asked.map(({ off, years, undated }) => [off.basis, years, undated]), [[['target'], null, true]]);
});

test('a way is unknown until the server has told it', async () => {
  const { source } = server({ path: ({ to }) => (to === 'crane' ? { ...part(['lindow', 'port', 'ferry', 'crane'], [0, 1, 2], [0, 1, 3]), way: ['lindow', 'port', 'ferry', 'crane'] } : { ...part(['lindow'], [], []), way: null }) });
  assert.equal(source.way('lindow', 'crane'), undefined);
  await source.load({ path: ['lindow', 'crane'] });
  assert.deepEqual(source.way('lindow', 'crane').map((hop) => [hop.from, hop.to, hop.links[0].label]), [['lindow', 'port', 'located in'], ['port', 'ferry', 'will connect'], ['ferry', 'crane', 'owns']]);
  await source.load({ path: ['lindow', 'nowhere'] });
  assert.equal(source.way('lindow', 'nowhere'), null);
  assert.deepEqual(source.way('port', 'port'), []);
});

test('what goes wrong has a reason, and can be asked for again', async () => {
  let status = 503;
  const { source } = server({ statement: () => (status === 200 ? part(['port'], [], [2]) : status) });
  const reason = (what) => source.load(what).then(() => null, (error) => (error instanceof SourceError ? [error.reason, error.message] : error));
  assert.deepEqual(await reason({ statement: 2 }), ['busy', 'a reason']);
  status = 409;
  assert.equal((await reason({ statement: 2 }))[0], 'changed');
  assert.equal((await reason({ thing: 'port' }))[0], 'away');
  status = 200;
  await source.load({ statement: 2 });
  assert.equal(source.load({ statement: 2 }), null);
});

test('a search gives things with the names that were hit', async () => {
  const { source } = server({ find: ({ q }) => ({ found: [{ node: { id: q, label: q }, name: q }] }) });
  assert.deepEqual((await source.find('ferry')).map(({ node, name }) => [node.id, node.aliases, name]), [['ferry', [], 'ferry']]);
});

test('an address names what has to be loaded before it can be followed', () => {
  const source = { whole: false, most: 300 };
  assert.deepEqual(needsOf('#show=999&add=a,b&layout=radial,c&pin=d,1,2&panel=path,e,f', 60, source), [{ show: 300 }, { path: ['e', 'f'] }, { drawn: ['a', 'b', 'c', 'd', 'e', 'f'] }]);
  assert.deepEqual(needsOf('#panel=statement,7', 60, source), [{ show: 60 }, { statement: 7 }]);
  assert.deepEqual(needsOf('#view=map', 60, source), [{ show: 60 }, { begun: 'map' }]);
  assert.deepEqual(needsOf('#panel=node,a', 60, source), [{ show: 60 }, { thing: 'a' }, { drawn: ['a'] }]);
  assert.deepEqual(needsOf('#panel=statement,x&panel&%%%', 60, source), [{ show: 60 }]);
  assert.deepEqual(needsOf('#add=a', 60, { whole: true }), []);
});
