// A small chart of figures over time: full dots are actual, rings planned; what disagrees has the colour and the sign of it.
import { h, svg } from '../dom.js';
import { isPlan } from '../model.js';

const WIDTH = 356, HEIGHT = 104, LEFT = 10, RIGHT = 10, TOP = 24, BOTTOM = 20;

/** The chart of a series as a figure; a click or Enter on a dot opens its statement. */
export function chartOf({ words, words: { t }, go }, series) {
  const { points } = series, first = points[0].at, last = points.at(-1).at, most = Math.max(...points.map((p) => p.value)), least = Math.min(0, ...points.map((p) => p.value));
  const x = (at) => LEFT + ((at - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => HEIGHT - BOTTOM - ((value - least) / (most - least || 1)) * (HEIGHT - TOP - BOTTOM);
  const name = `${words.termOf(series.predicate)}${series.scope ? ` (${words.period(series.scope)})` : ''}`;
  const summary = `${name}: ${points.map((p) => `${words.valueOf(p.statement)} (${words.period(p.statement.time)}${isPlan(p.statement) ? `, ${words.basisOf(p.statement.basis)}` : ''})`).join('; ')}`;
  const actual = points.filter((p) => !isPlan(p.statement) && !p.statement.conflict);
  const drawing = svg('svg', { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'group', 'aria-label': summary },
    svg('path', { class: 'base', d: `M${LEFT} ${HEIGHT - BOTTOM + 0.5}H${WIDTH - RIGHT}` }),
    actual.length > 1 && svg('path', { class: 'line', d: `M${actual.map((p) => `${x(p.at).toFixed(1)} ${y(p.value).toFixed(1)}`).join('L')}` }),
    points.map((p) => dot(p, x(p.at), y(p.value))),
    valueLabels(points, x, y, words), yearLabels(points, x));
  return h('figure', { class: 'figure' }, h('figcaption', null, name), drawing);

  function dot({ statement: s }, cx, cy) {
    const open = () => go.statement(s.index);
    const title = `${words.valueOf(s)}, ${words.period(s.time)}${isPlan(s) ? `, ${t('notActual', words.basisOf(s.basis))}` : ''}${s.conflict ? `, ${t('conflict')}` : ''}`;
    return svg('circle', {
      cx: cx.toFixed(1), cy: cy.toFixed(1), r: 4.5, class: `dot${isPlan(s) ? ' planned' : ''}${s.conflict ? ' disputed' : ''}`, tabindex: 0, role: 'button', 'aria-label': title,
      click: open, keydown: (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(); } },
    }, svg('title', null, title));
  }
}

function valueLabels(points, x, y, words) { // the first, the last and the highest, where they do not touch
  const most = points.reduce((a, b) => (b.value > a.value ? b : a)), taken = [];
  return [points.at(-1), most, points[0]].map((p) => {
    const text = words.valueOf(p.statement), half = text.length * 3.4, at = Math.min(Math.max(x(p.at), half + 2), WIDTH - half - 2);
    const up = Math.min(...points.filter((other) => Math.abs(x(other.at) - at) < half + 5).map((other) => y(other.value))) - 9; // over every dot below it
    if (taken.some((other) => Math.abs(other.at - at) < other.half + half + 6 && Math.abs(other.up - up) < 13)) return null;
    taken.push({ at, half, up });
    return svg('text', { x: at.toFixed(1), y: up.toFixed(1), 'text-anchor': 'middle', class: 'figure-value' }, text);
  });
}

function yearLabels(points, x) {
  const of = (p) => (p.statement.earliest ?? p.statement.latest).slice(0, 4), ends = [points[0], points.at(-1)];
  return ends.map((p, i) => svg('text', { x: x(p.at).toFixed(1), y: HEIGHT - 4, 'text-anchor': i ? 'end' : 'start', class: 'figure-year' }, of(p)));
}
