// A small chart of figures over time, with the same figures as a table.
import { bdi, button, h } from '../dom.js';
import { isPlan } from '../model.js';
import { clean } from '../text.js';
import { tickLabel, ticks } from './dates.js';
import { niceScale } from './series.js';
import { el, toElement } from './tree.js';

const UNITS = { percent: '%', count: '', km2: 'km²', deg: '°' };
const LEFT = 52, RIGHT = 14, TOP = 12, BOTTOM = 24;

/** A figure with the chart of a series (see `series.js`) and its table; `select` opens a statement. */
export function createChart({ series, words, select, width = 356, height = 150 }) {
  const { t } = words, name = bdi(words.lang, words.termOf(series.predicate)), more = [UNITS[series.unit] ?? clean(series.unit), clean(series.scope)].filter(Boolean).join(t('comma'));
  const svg = toElement(el('svg', { role: 'group', 'aria-label': describe(series, words), class: 'chart', width, height, viewBox: `0 0 ${width} ${height}` }, drawChart({ series, words, width, height, select })));
  const row = ({ time, statement }) => h('tr', null, h('th', { scope: 'row' }, words.period(time)),
    h('td', null, button(() => select('statement', statement.index), bdi(words.lang, words.valueOf(statement)))),
    h('td', null, [isPlan(statement) && words.basisOf(statement.basis), statement.unreviewed && t('unreviewed'), statement.conflict && `≠ ${t('conflict')}`].filter(Boolean).join(t('comma'))));
  return h('figure', { class: 'figure' }, h('figcaption', null, name, more && h('span', { class: 'quiet' }, ' ', bdi(words.lang, more))), svg,
    h('details', null, h('summary', null, t('chart-table', series.points.length)),
      h('table', { class: 'figure-table' }, h('thead', { class: 'vh' }, h('tr', null, ['time', 'value', 'basis'].map((key) => h('th', { scope: 'col' }, t(`column-${key}`))))), h('tbody', null, series.points.map(row)))));
}

const opening = (open) => ({ click: open, keydown: (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(); } } });

/** The chart in a sentence, for those who do not see it. */
export function describe({ predicate, points }, words) {
  const said = points.slice(0, 12).map(({ time, statement }) => `${words.period(time)}${words.t('colon')}${words.valueOf(statement)}${isPlan(statement) ? ` (${words.basisOf(statement.basis)})` : ''}`);
  return words.t('chart-label', words.termOf(predicate), said.join('; '));
}

/** The chart as a list of trees: facts joined by a line where each time has one, plans hollow and apart, disagreement marked. With `select`, dots open their statements. */
export function drawChart({ series: { points }, words, width, height, select }) {
  const facts = points.filter(({ open }) => !open), plain = new Set(facts.map(({ time }) => time)).size === facts.length, values = points.map(({ value }) => value);
  const low = Math.min(...values), high = Math.max(...values);
  const marks = niceScale(low >= 0 && low < high * 0.7 ? 0 : low, high);
  const days = [points[0].day, points.at(-1).day], room = (days[1] - days[0]) * 0.06 || 180, from = days[0] - room, to = days[1] + room;
  const x = (day) => LEFT + ((day - from) / (to - from)) * (width - LEFT - RIGHT);
  const y = (value) => height - BOTTOM - ((value - marks[0]) / (marks.at(-1) - marks[0])) * (height - TOP - BOTTOM);
  const short = new Intl.NumberFormat(words.lang === 'zh' ? 'zh-Hans' : 'en', { notation: 'compact', maximumSignificantDigits: 4 });
  const label = (s) => [words.valueOf(s), words.period(s.time), isPlan(s) && words.t('notActual', words.basisOf(s.basis)), s.unreviewed && words.t('unreviewed'), s.conflict && words.t('conflict')].filter(Boolean).join(words.t('comma'));
  const mark = (s) => select && { class: 'dot', role: 'button', tabindex: 0, 'aria-label': label(s), on: opening(() => select('statement', s.index)) };
  return [
    marks.map((value) => [el('line', { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value), stroke: 'var(--line)' }),
      el('text', { x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end', 'font-size': 11, fill: 'var(--muted)' }, short.format(value))]),
    ticks(from, to, Math.max(2, Math.floor((width - LEFT) / 62))).map((tick) => el('text', { x: x(tick.day), y: height - 6, 'text-anchor': 'middle', 'font-size': 11, fill: 'var(--muted)' }, tickLabel(tick, words.lang))),
    plain && facts.length > 1 && el('polyline', { points: facts.map(({ day, value }) => `${x(day).toFixed(1)},${y(value).toFixed(1)}`).join(' '), fill: 'none', stroke: 'var(--ink)', 'stroke-width': 1.6, 'stroke-linejoin': 'round' }),
    points.map(({ day, value, open, statement }) => el('circle', {
      ...mark(statement), cx: x(day), cy: y(value), r: 4.5, fill: open ? 'var(--panel)' : 'var(--ink)', stroke: statement.conflict ? 'var(--conflict)' : 'var(--ink)', 'stroke-width': statement.conflict ? 2.2 : 1.5, 'stroke-dasharray': open ? '2 1.6' : null,
    }, el('title', {}, label(statement)))),
  ].flat(2).filter(Boolean);
}
