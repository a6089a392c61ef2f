// The panel of a thing: types, names, what can be done with it, its neighbours, its figures, its statements.
import { button, h } from '../dom.js';
import { endsOf, isPlan, neighboursOf, statementsOf } from '../model.js';
import { swatch } from '../swatch.js';
import { shorten, visible } from '../text.js';
import { createChart } from '../views/chart.js';
import { seriesOf } from '../views/series.js';
import { heading } from './heading.js';

const KINDS = [['all', () => true], ['plans', isPlan], ['disagree', (s) => s.conflict]];
const MOST_CHARTS = 6, STEP = 10;
/** Neighbours that are shown at once where the server gives them: more would take long to come and to draw. */
export const MOST_NEIGHBOURS = 300;

/** The parts of the panel of `node`; `choice` is { kind, order, all }, what the reader has chosen to list and how. */
export function nodePanel(page, say, node, choice) {
  const { words, words: { t }, model, theme } = page;
  const name = words.nameOf(node), other = visible((words.lang === 'zh' ? node.label : node.label_zh) ?? '');
  const aliases = node.aliases.map(visible).filter(Boolean), all = statementsOf(model, node);
  const list = choice.all ? all : all.filter((s) => page.passing.has(s.index));
  const chosen = list.filter(KINDS.find(([kind]) => kind === choice.kind)[1]);
  return [
    h('p', { class: 'eyebrow' }, swatch(model, theme, node.type), words.classOf(node.type)),
    heading(name.length > 90 ? h('small', null, say.text(name)) : say.text(name)),
    other && other !== name && h('p', { class: 'names other' }, say.text(other)),
    aliases.length > 0 && h('p', { class: 'names' }, t('also'), aliases.flatMap((a, i) => [i > 0 && ', ', say.text(a)])),
    h('p', { class: 'names' }, say.counted(all, node)),
    actions(page, node), neighbours(page, say, node), links(page, say, node),
    charts(page, list, node),
    list.length < all.length && h('p', { class: 'note' }, t('filtered', list.length, all.length), ' ', h('button', { class: 'link', type: 'button', click: () => page.choose({ all: true }) }, t('filteredAll'))),
    choices(page, list, choice),
    ...(choice.order === 'date' ? say.byDate(chosen, node.id) : say.bySource(chosen, node.id)),
    say.further(node),
  ];
}

function actions({ words: { t }, store, act }, node) {
  const pinned = store.state.pinned.has(node.id), pin = button(() => act.pin(node.id), t(pinned ? 'unpin' : 'pin'));
  pin.setAttribute('aria-pressed', String(pinned));
  return h('div', { class: 'actions', role: 'group', 'aria-label': t('actions') },
    button(() => act.hide(node.id), t('hide')), pin, button(() => act.radial(node.id), t('around')), button(() => act.path(node.id), t('pathFrom')));
}

function neighbours({ words: { t }, model, source, drawn, act }, _say, node) {
  const near = neighboursOf(model, node), all = node.degree ?? near.length, shown = near.filter((n) => drawn.has(n.id)).length, hidden = all - shown;
  if (!all) return null;
  const most = source.whole ? hidden : Math.min(hidden, MOST_NEIGHBOURS);
  return h('div', { class: 'neighbours' }, h('p', { id: 'neighbour-count' }, t('neighbours', shown, all)),
    hidden > STEP && h('button', { class: 'action', type: 'button', 'data-expand': 'some', click: () => act.expand(node, STEP) }, t('revealSome', STEP)),
    hidden > 0 && h('button', { class: 'action', type: 'button', 'data-expand': 'all', click: () => act.expand(node, most) }, most < hidden ? t('revealSome', most) : t('reveal', hidden)));
}

function links({ words, words: { t }, model, source, go, drawn }, say, node) {
  const all = model.linksOf.get(node.id);
  if (!all.length) return null;
  return h('details', null, h('summary', null, t(source.whole ? 'links' : 'linksLoaded', all.length)), h('ul', { class: 'links' }, all.map((link) => {
    const label = h('i', null, say.text(words.termOf(link.label)));
    const [from, to] = endsOf(model, link).map((n) => (n === node ? null : [say.text(shorten(words.nameOf(n), 60)), !drawn.has(n.id) && h('span', { class: 'tag' }, ` · ${t('hidden')}`)]));
    return h('li', null, button(() => go.link(link), from, from && ' → ', label, to && ' → ', to));
  })));
}

function charts(page, list, node) {
  const all = seriesOf(list.filter((s) => s.subject === node.id)), chart = (series) => createChart({ series, words: page.words, select: (_, index) => page.go.statement(index) });
  if (!all.length) return null;
  const [first, rest] = [all.slice(0, MOST_CHARTS), all.slice(MOST_CHARTS)];
  return h('section', { class: 'charts', 'aria-label': page.words.t('figures') }, h('h3', null, page.words.t('figures')), first.map(chart),
    rest.length > 0 && h('details', null, h('summary', null, page.words.t('moreFigures', rest.length)), rest.map(chart)));
}

function choices(page, list, choice) { // a choice among statements, where it saves reading; and how they are grouped
  const { words: { t } } = page, some = KINDS.map(([kind, test]) => [kind, list.filter(test).length]).filter(([, n]) => n);
  const toggle = (key, value, ...children) => {
    const element = button(() => page.choose({ [key]: value }, `[data-${key}=${value}]`), ...children);
    element.dataset[key] = value;
    element.setAttribute('aria-pressed', String(choice[key] === value));
    return element;
  };
  return list.length > 7 && h('div', { class: 'choices' },
    some.length > 1 && h('div', { class: 'kinds', role: 'group', 'aria-label': t('which') }, some.map(([kind, n]) => toggle('kind', kind, t(`kind-${kind}`), ' ', h('b', null, String(n))))),
    h('div', { class: 'kinds', role: 'group', 'aria-label': t('order') }, ['source', 'date'].map((order) => toggle('order', order, t(`order-${order}`)))));
}
