import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOf, parseTime, tickLabel, ticks } from '../src/views/dates.js';

const days = (text) => { const { from, to } = parseTime(text); return [from, to].map((day) => day && dateOf(day).toISOString().slice(0, 10)); };

test('a month covers its days, the end being the day after', () => {
  assert.deepEqual(days('2016-02'), ['2016-02-01', '2016-03-01']);
  assert.equal(parseTime('2016-02').precision, 'month');
});

test('an interval goes from the first day of its start to the last day of its end', () => {
  assert.deepEqual(days('2013/2015'), ['2013-01-01', '2016-01-01']);
});

test('an open side of an interval is null', () => {
  assert.deepEqual([parseTime('2014/..').to, parseTime('../2014').from], [null, null]);
});

test('years before 100 are not taken for those of the last century', () => {
  assert.deepEqual(days('0015'), ['0015-01-01', '0016-01-01']);
});

for (const text of ['2015-02-30', '2015-13', '0000', '2015/2013', '../..', '2013/2014/2015', 'May', '', null, 2015]) {
  test(`${JSON.stringify(text)} is no time`, () => assert.equal(parseTime(text), null));
}

test('an axis has no more marks than there is room for, at round times', () => {
  const { from, to } = parseTime('2013-03/2022-10');
  assert.deepEqual(ticks(from, to, 12).map((tick) => tickLabel(tick, 'en')), ['2014', '2015', '2016', '2017', '2018', '2019', '2020', '2021', '2022']);
  assert.ok(ticks(from, to, 4).length <= 4);
  assert.deepEqual(ticks(from, to, 4).map((tick) => tickLabel(tick, 'en')), ['2015', '2020']);
});

test('the marks of a short time are months or days', () => {
  const { from, to } = parseTime('2015-05/2015-07');
  assert.deepEqual(ticks(from, to, 4).map((tick) => tickLabel(tick, 'zh')), ['2015年5月', '2015年6月', '2015年7月']);
  assert.equal(ticks(from, from + 5, 8).length, 5);
});

test('a thousand years have marks as well', () => {
  const { from, to } = parseTime('0900/2020');
  assert.ok(ticks(from, to, 6).length >= 2 && ticks(from, to, 6).length <= 6);
});
