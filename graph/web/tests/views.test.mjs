import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../src/model.js';
import { conflictPairs, differenceOf } from '../src/views/conflict-pairs.js';
import { deliveryRows } from '../src/views/delivery-rows.js';
import { chineseQuantity } from '../src/views/quantity.js';
import { niceScale, seriesOf } from '../src/views/series.js';
import { arrange, statementColumns, thingColumns } from '../src/views/table-rows.js';
import { datedRows, extentOf, placeMarks } from '../src/views/timeline-rows.js';
import { createWords } from '../src/words.js';
import { harbour } from './harbour.mjs';

const withMore = (more) => createModel({ ...harbour(), ...more });
const model = withMore({
  comparisons: [
    { kind: 'conflict', label: 'Port of Lindow: berths', verdict: 'conflict', statements: [2, 4] },
    { kind: 'delivery', label: 'Port of Lindow: berths', verdict: 'not reached', gap: '-8', statements: [5, 2], target: [5], actual: [2] },
    { kind: 'delivery', label: 'Port of Lindow: berths', verdict: 'scope differs', gap: '-11', statements: [5, 4], target: [5], actual: [4] },
  ],
});
const words = createWords(model), collator = words.collator();
const all = { nodes: new Set(model.nodes.keys()), statements: new Set(model.statements.keys()) };

// ---- Table
const berths = [2, 4, 5].map((index) => model.statements[index]);

test('numbers are sorted by their size, not by their digits, and in both directions', () => {
  const values = (direction) => arrange(berths, statementColumns(model, words), { column: 'value', direction, collator }).map((s) => s.number);
  assert.deepEqual([values(1), values(-1)], [[9, 12, 20], [20, 12, 9]]);
});

test('what is not known stands last in both directions', () => {
  const last = (direction) => arrange(model.statements, statementColumns(model, words), { column: 'speaker', direction, collator })[0].speaker;
  assert.deepEqual([last(1), last(-1)], ['lindow', 'lindow']);
});

test('a filter finds the rows that hold all of its words, whatever their case and accents', () => {
  const found = (filter) => arrange(model.statements, statementColumns(model, words), { filter, collator }).map((s) => s.index);
  assert.deepEqual(found('BÉRTHS 2020'), [2, 4]);
  assert.deepEqual(found('berths nothing'), []);
});

test('things are counted by the shown statements about them', () => {
  const columns = thingColumns(model, words, new Map([['port', 4]]));
  assert.deepEqual(arrange([...model.nodes.values()], columns, { column: 'count', direction: -1, collator })[0].id, 'port');
});

// ---- Timeline
test('what is stated of a thing at one time is one mark, plans apart from facts', () => {
  const { rows, dated, undated } = datedRows(model.statements);
  assert.deepEqual([dated, undated], [4, 2]);
  assert.deepEqual(rows.map(({ id }) => id), ['port']);
  assert.deepEqual(rows[0].marks.map(({ time, statements, open, conflict }) => [time, statements.length, open, conflict]), [['2020', 2, false, true], ['2025', 1, true, false], ['2030', 1, true, false]]);
});

test('an impossible date is no date, and is counted as none', () => {
  assert.deepEqual(datedRows([{ subject: 'a', time: '2015-02-30' }]), { rows: [], dated: 0, undated: 1 });
});

test('a time without dates has an extent all the same, and an open interval counts with its known end', () => {
  assert.ok(extentOf([]).to > extentOf([]).from);
  const { from, to } = extentOf(datedRows([{ subject: 'a', time: '2014/..' }]).rows);
  assert.ok(Number.isFinite(from) && Number.isFinite(to) && to > from);
});

test('no mark and no label of a row lies on another, however many there are', () => {
  const times = Array.from({ length: 60 }, (_, i) => `20${String(10 + (i % 12)).padStart(2, '0')}${i % 3 ? `-${String(1 + (i % 12)).padStart(2, '0')}` : ''}`);
  const { rows: [{ marks }] } = datedRows(times.map((time, i) => ({ subject: 'a', time, basis: i % 2 ? 'actual' : 'target' })));
  const { from, to } = extentOf([{ marks }]), width = 700;
  const measure = (text) => text.length * 6, { boxes } = placeMarks(marks, { width, scale: (day) => ((day - from) / (to - from)) * width, labelOf: (mark) => `${mark.time} some words`, measure });
  const spans = boxes.flatMap(({ x0, x1, lane, label, side }) => [[lane, x0, x1], ...(label ? [side === 'right' ? [lane, x1 + 5, x1 + 5 + measure(label)] : [lane, x0 - 5 - measure(label), x0 - 5]] : [])]);
  assert.equal(boxes.length, marks.length);
  for (const [i, [lane, x0, x1]] of spans.entries()) {
    for (const [other, y0, y1] of spans.slice(i + 1)) assert.ok(lane !== other || x1 <= y0 + 1e-9 || y1 <= x0 + 1e-9, `${[lane, x0, x1]} on ${[y0, y1]}`);
  }
});

test('a mark outside of the time in sight is not drawn', () => {
  const { rows: [{ marks }] } = datedRows([{ subject: 'a', time: '2010' }, { subject: 'a', time: '2020' }]);
  const scale = (day) => day - marks[1].from;
  assert.equal(placeMarks(marks, { width: 400, scale, labelOf: () => '', measure: () => 0 }).boxes.length, 1);
});

// ---- Plan against delivery
test('a target is one row with all that is reported of it, under the weightiest verdict', () => {
  const { rows: [row, ...others], promises } = deliveryRows(model, all);
  assert.equal(others.length, 0);
  assert.deepEqual([row.target.index, row.verdict, row.actuals.map(({ statement }) => statement.index)], [5, 'not reached', [2, 4]]);
  assert.deepEqual(promises.map((s) => s.index), [1]);
});

test('a share is given only where target and report may be set against each other', () => {
  const { rows: [{ actuals }] } = deliveryRows(model, all);
  assert.deepEqual(actuals.map(({ share }) => share), [0.6, null]);
});

test('a target that is not shown is no row', () => {
  assert.deepEqual(deliveryRows(model, { nodes: new Set(), statements: new Set([2]) }), { rows: [], promises: [] });
});

// ---- Disagreement
test('a pair in conflict is there once, with both sides, as soon as one of them is shown', () => {
  const pairs = conflictPairs(model, { statements: new Set([4]) });
  assert.deepEqual(pairs.map(({ sides }) => sides.map(({ statement }) => statement.index)), [[2, 4]]);
  assert.deepEqual(pairs[0].difference, { absolute: 3, ratio: 12 / 9 });
});

test('statements that only name each other as opposed are a pair as well', () => {
  assert.equal(conflictPairs(createModel(harbour()), all).length, 1);
});

test('a pair that agrees after all keeps the verdict of the graph', () => {
  const rounded = withMore({ comparisons: [{ kind: 'conflict', label: 'x', verdict: 'rounding', statements: [2, 4] }] });
  assert.deepEqual(conflictPairs(rounded, all).map(({ verdict }) => verdict), ['rounding']);
});

test('numbers of unlike units, and words, have no difference', () => {
  assert.equal(differenceOf([{ number: 5, unit: 'm' }, { number: 6, unit: 'km' }]), null);
  assert.equal(differenceOf([{ number: null, unit: null }, { number: 6, unit: null }]), null);
  assert.equal(differenceOf([{ number: 0, unit: 'm' }, { number: 6, unit: 'm' }]).ratio, null);
});

// ---- Charts
test('figures of one measure at two times or more are a series, a target of it among them', () => {
  const [series, ...others] = seriesOf(model.statements);
  assert.equal(others.length, 0);
  assert.deepEqual(series.points.map(({ value, open }) => [value, open]), [[9, false], [12, false], [20, true]]);
});

test('the policy that wants a target makes no other measure of it, another scope does', () => {
  const figure = (time, scope) => ({ subject: 'a', predicate: 'p', unit: 'm', place: null, number: 1, time, scope });
  assert.equal(seriesOf([figure('2019', 'large'), figure('2020', 'large; policy: Port plan')]).length, 1);
  assert.equal(seriesOf([figure('2019', 'large'), figure('2020', 'small')]).length, 0);
});

test('an axis of numbers has round marks that hold all values', () => {
  assert.deepEqual(niceScale(0, 9551, 4), [0, 5000, 10000]);
  for (const [low, high] of [[3, 3], [-5, 12], [0.001, 0.0042], [1e12, 9e12]]) {
    const marks = niceScale(low, high);
    assert.ok(marks[0] <= low && marks.at(-1) >= high && marks.length < 9, `${low} ${high}: ${marks}`);
  }
});

// ---- Numbers in Chinese
test('a number is written with Chinese scale words and units, and no digit is lost', () => {
  const units = { CNY: { label: 'yuan', label_zh: '人民币元' } };
  const say = (number, unit, value) => chineseQuantity({ number, unit, value }, units);
  assert.equal(say(1e11, 'CNY', '> 100 billion CNY'), '> 1,000亿 人民币元');
  assert.equal(say(175000, 'count', '175,000'), '17.5万');
  assert.equal(say(123456789, 'count', '123,456,789'), '12,345.6789万');
  assert.equal(say(83.1, 'percent', '83.1%'), '83.1%');
  assert.equal(say(1, 'rank', 'rank 1'), '第 1 名');
  assert.equal(say(null, null, 'words'), null);
});
