import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel, endsOf, neighboursOf } from '../src/model.js';
import { harbour } from './harbour.mjs';

test('absent values of a statement are null, false or empty', () => {
  const [s] = createModel({ ...harbour(), statements: [{ subject: 'port', predicate: 'opened', value: '2021', document: 'd' }] }).statements;
  assert.equal(s.quote, null);
  assert.equal(s.conflict, false);
  assert.deepEqual(s.opposes, []);
});

test('a link to a thing that is not there is left out', () => {
  const data = harbour();
  data.edges.push({ from: 'port', to: 'nowhere', label: 'leads to', statements: [] });
  assert.equal(createModel(data).links.length, harbour().edges.length);
});

test('a link is a plan where every statement behind it is planned or not reviewed', () => {
  const { links } = createModel(harbour());
  assert.deepEqual(links.map((l) => [l.label, l.plan]), [['located in', false], ['will connect', true], ['owns', true]]);
});

test('neighbours are things one link away, each once', () => {
  const model = createModel(harbour());
  assert.deepEqual(neighboursOf(model, model.nodes.get('port')).map((n) => n.id), ['lindow', 'ferry']);
});

test('the ends of a link are the things it joins', () => {
  const model = createModel(harbour());
  assert.deepEqual(endsOf(model, model.links[0]).map((n) => n.id), ['port', 'lindow']);
});

test('a type that the list of classes lacks gets a class of its own', () => {
  const data = harbour();
  data.nodes[0].type = 'Ship';
  assert.ok(createModel(data).classByName.has('Ship'));
});

test('a statement has the text of its paragraph where the page carries it', () => {
  const data = { ...harbour(), paragraphs: { news: { 2: 'All of the paragraph.' } } };
  assert.equal(createModel(data).statements[0].context, 'All of the paragraph.');
  assert.equal(createModel(data).statements[1].context, null);
});
