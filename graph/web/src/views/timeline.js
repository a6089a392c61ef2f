// The timeline: what is stated of each thing, and when; how exact a time is can be seen. Zoom and walk by keyboard.
import { button, h } from '../dom.js';
import { createMeasure } from './measure.js';
import { phraseOf, predicateAndValue, qualifiersOf } from './phrase.js';
import { readingList } from './reading-list.js';
import { sameSelection } from './selection.js';
import { drawAxis, drawRows, keyOf } from './timeline-drawing.js';
import { datedRows, extentOf } from './timeline-rows.js';
import { el, toElement } from './tree.js';
import { createViewport } from './viewport.js';
import { OUTLINES, shapeOf } from '../shapes.js';
import { clean, shorten } from '../text.js';

const FIRST = 60; // rows drawn at once, and each time that the end of them comes into sight
const SHORTEST = 20, STEP = 1.5;

export function create({ model, words, select }) {
  const { t } = words;
  const measure = createMeasure();
  let rows = [], all = [], extent = extentOf([]), span = extent, active = null, order = 'first', limit = FIRST, undated = 0, held = null;

  const head = h('div', { class: 'timeline-head' }), body = h('div', { class: 'timeline-body' });
  const note = h('p', { class: 'view-note' }), more = h('p', { class: 'view-more' });
  const reading = h('section', { class: 'reading', 'aria-live': 'polite', hidden: true });
  const tools = h('div', { class: 'view-tools', role: 'group' }), legend = h('ul', { class: 'view-key' });
  const element = h('section', { class: 'view timeline', keydown: onKey, focusin: onFocus }, tools, note, legend, head, body, more, reading);
  const viewport = createViewport(body, () => draw());
  const watch = new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) grow(); });

  function label() { // all that is in words around the drawing
    const tool = (key, sign, click) => h('button', { type: 'button', class: 'tool', 'aria-label': t(key), title: t(key), click }, sign);
    const orders = h('select', { class: 'tool', 'aria-label': t('timeline-order'), change: () => { order = orders.value; arrange(); draw(); } },
      ['first', 'most', 'name'].map((key) => h('option', { value: key, selected: key === order }, t(`timeline-order-${key}`))));
    element.setAttribute('aria-label', t('view-timeline'));
    tools.setAttribute('aria-label', t('timeline-tools'));
    body.setAttribute('aria-description', t('timeline-keys'));
    tools.replaceChildren(tool('earlier', '←', () => pan(-0.3)), tool('later', '→', () => pan(0.3)), tool('zoomIn', '+', () => zoom(1 / STEP)), tool('zoomOut', '−', () => zoom(STEP)),
      h('button', { type: 'button', class: 'tool', click: () => setSpan(extent) }, t('timeline-fit')), orders);
    const bar = (attributes) => el('rect', { x: 1, y: 1, width: 28, height: 10, rx: 2.5, stroke: 'var(--ink)', 'stroke-opacity': 0.55, ...attributes });
    const samples = [ // how precision and basis are drawn
      [el('circle', { cx: 15, cy: 6, r: 5, fill: 'var(--muted)' }), 'timeline-day'], [bar({ fill: 'var(--muted)' }), 'timeline-period'],
      [bar({ fill: 'none', 'stroke-dasharray': '3 2' }), 'linePlan']];
    legend.replaceChildren(...samples.map(([tree, name]) => h('li', null, toElement(el('svg', { viewBox: '0 0 30 12', width: 30, height: 12, 'aria-hidden': 'true' }, tree)), t(name))));
  }

  function arrange() {
    const collator = words.collator(), nameOf = new Map(order === 'name' ? all.map((row) => [row, name(row)]) : []);
    rows = order === 'first' ? all : [...all].sort((a, b) => (order === 'most' ? b.count - a.count : collator.compare(nameOf.get(a), nameOf.get(b))));
  }

  const name = (row) => (model.nodes.has(row.id) ? words.nameOf(model.nodes.get(row.id)) : clean(row.id));
  const color = (row) => model.classByName.get(model.nodes.get(row.id)?.type)?.color ?? 'var(--muted)';
  const outline = (row) => OUTLINES.get(model.nodes.has(row.id) ? shapeOf(model, model.nodes.get(row.id).type) : 'dot');
  const labelOf = (mark) => {
    const [s] = mark.statements, said = mark.statements.length > 1 ? t('counts', mark.statements.length) : shorten(predicateAndValue(s, model, words), 44);
    return `${words.period(mark.time)} · ${said}`;
  };
  const describe = (row, mark) => (mark.statements.length > 1
    ? [words.period(mark.time), name(row), t('counts', mark.statements.length), mark.open && t('linePlan'), mark.conflict && t('conflict')]
    : [phraseOf(mark.statements[0], model, words), ...qualifiersOf(mark.statements[0], model, words)]).filter(Boolean).join(', ');
  const on = (row, mark) => ({ click: () => (mark ? open(row, mark) : select('node', row.id)) });

  const rowsOf = (list, width) => drawRows({ rows: list, ...span, width, names: name, colors: color, outlines: outline, labelOf, describe, measure, on, active });
  const sheet = ({ tree, height }, width) => el('svg', { width, height, viewBox: `0 0 ${width} ${height}` }, tree);

  function draw() {
    const width = viewport.width(), shown = rows.slice(0, limit);
    active = shown.some((row) => row.marks.includes(active)) ? active : shown[0]?.marks[0] ?? null;
    const drawing = rowsOf(shown, width), axis = drawAxis({ ...span, width, locale: words.lang });
    const focused = element.contains(document.activeElement) && document.activeElement.dataset?.key;
    head.replaceChildren(toElement(sheet(axis, width)));
    body.replaceChildren(toElement(sheet(drawing, width)));
    const drawn = marks();
    if (!drawn.some((mark) => mark.tabIndex === 0)) drawn[0]?.setAttribute('tabindex', 0); // the chosen one may be out of sight
    if (focused) (drawn.find((mark) => mark.tabIndex === 0) ?? tools.querySelector('button')).focus();
    note.textContent = rows.length ? t('timeline-count', words.number(all.reduce((sum, row) => sum + row.count, 0)), words.number(undated)) : t('timeline-none');
    more.replaceChildren(...(rows.length > limit ? [t('firstOf', limit, words.number(rows.length)), ' ', button(grow, t('showMore'))] : []));
    watch.disconnect();
    if (rows.length > limit) watch.observe(more);
    legend.hidden = !rows.length;
  }

  function grow() {
    limit += FIRST;
    draw();
  }

  function open(row, mark) {
    active = mark;
    if (mark.statements.length === 1) {
      reading.hidden = true;
      draw();
      select('statement', mark.statements[0].index);
      return;
    }
    reading.replaceChildren(
      h('h3', { tabindex: -1 }, `${name(row)}, ${words.period(mark.time)}`),
      h('button', { type: 'button', class: 'tool reading-close', 'aria-label': t('close'), click: shut }, '×'),
      ...readingList(mark.statements, { model, words, select }));
    reading.hidden = false;
    draw();
    reading.querySelector('h3').focus();
  }

  function shut() {
    reading.hidden = true;
    marks().find((mark) => mark.getAttribute('tabindex') === '0')?.focus();
  }

  const marks = () => [...body.querySelectorAll('.timeline-mark')];
  const setSpan = (next) => { span = next; draw(); };
  function zoom(factor) {
    const at = active && active.from !== null && active.from >= span.from && active.from <= span.to ? active.from : (span.from + span.to) / 2;
    const length = Math.min(Math.max((span.to - span.from) * factor, SHORTEST), (extent.to - extent.from) * 1.5), share = (at - span.from) / (span.to - span.from);
    setSpan({ from: at - length * share, to: at + length * (1 - share) });
  }
  function pan(share) {
    const step = (span.to - span.from) * share;
    setSpan({ from: span.from + step, to: span.to + step });
  }

  function onFocus({ target }) { // the mark that has the focus is the one that keys start from
    const key = target.dataset?.key, mark = key && rows.flatMap((row) => row.marks.map((item) => [keyOf(row, item), item])).find(([other]) => other === key)?.[1];
    if (!mark || mark === active) return;
    active = mark;
    for (const item of marks()) item.setAttribute('tabindex', item === target ? 0 : -1);
  }
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('select')) return;
    const onMark = event.target.classList?.contains('timeline-mark');
    if (event.key === 'Escape' && !reading.hidden) { event.stopPropagation(); return shut(); }
    if ((event.key === 'Enter' || event.key === ' ') && onMark) event.target.dispatchEvent(new MouseEvent('click'));
    else if (event.key === '+' || event.key === '=') zoom(1 / STEP);
    else if (event.key === '-') zoom(STEP);
    else if (event.key === '0') setSpan(extent);
    else if (event.shiftKey && event.key === 'ArrowLeft') pan(-0.3);
    else if (event.shiftKey && event.key === 'ArrowRight') pan(0.3);
    else if (onMark && WALK[event.key]) walk(...WALK[event.key]);
    else return;
    event.preventDefault();
  }

  function walk(alongRow, alongTime) {
    const shown = rows.slice(0, limit), here = shown.findIndex((row) => row.marks.includes(active));
    if (here < 0) return;
    const row = shown[Math.min(Math.max(here + alongRow, 0), shown.length - 1)];
    const place = shown[here].marks.indexOf(active);
    active = alongRow ? nearest(row.marks, active) : row.marks[Math.min(Math.max(place + alongTime, 0), row.marks.length - 1)];
    const start = active.from ?? active.to - 1;
    if (start < span.from || start > span.to) { // what is walked to comes into sight
      const half = (span.to - span.from) / 2;
      span = { from: start - half, to: start + half };
    }
    draw();
    const mark = marks().find((item) => item.getAttribute('tabindex') === '0');
    mark?.focus();
    mark?.scrollIntoView({ block: 'nearest' });
  }

  return {
    element,
    show(selection) {
      const found = datedRows([...selection.statements].map((index) => model.statements[index]));
      all = found.rows;
      undated = found.undated;
      if (!sameSelection(held, selection)) {
        extent = extentOf(all);
        span = extent;
        limit = FIRST;
      }
      held = selection;
      reading.hidden = true; // its words are of another selection or language
      label();
      arrange();
      draw();
    },
    /** The drawing of all rows for a file, as wide as it is on the page. */
    picture() {
      const width = Math.max(viewport.width(), 800);
      const axis = drawAxis({ ...span, width, locale: words.lang }), drawing = rowsOf(rows, width);
      return { width, height: axis.height + drawing.height, tree: [...axis.tree, el('g', { transform: `translate(0 ${axis.height})` }, drawing.tree)] };
    },
    destroy() { viewport.stop(); watch.disconnect(); },
  };
}

const WALK = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function nearest(marks, { from, to }) {
  const middle = (mark) => ((mark.from ?? mark.to) + (mark.to ?? mark.from)) / 2, here = middle({ from, to });
  return marks.reduce((best, mark) => (Math.abs(middle(mark) - here) < Math.abs(middle(best) - here) ? mark : best));
}
