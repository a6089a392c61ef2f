// The explorer page: ties the state to the drawing, the rail, the panel, the other views and the address.
import './explorer.css';
import { byId, bdi } from './dom.js';
import { filterNetwork, filterStatements, filterThings } from './facets.js';
import { createModel, endsOf, isNode, neighboursOf, statementsOf } from './model.js';
import { createNetwork } from './network/network.js';
import { linksOfPath } from './panel/path.js';
import { createPanel } from './panel/panel.js';
import { createRail } from './rail.js';
import { createSaving } from './saving.js';
import { createSearchBox } from './searchbox.js';
import { createStore, findLink, fromFragment, openingState, shownIds, toFragment } from './state.js';
import { createTheme, dark } from './theme.js';
import { createViews } from './views.js';
import { createContents } from './views/contents.js';
import { createWords } from './words.js';

const embedded = (id) => JSON.parse(byId(id).textContent);
const PIXELS_A_THING = 9500; // the page opens on as many things as it has room to name

const model = createModel(embedded('shugu-data'));
const ranked = [...model.nodes.values()].filter((n) => n.rank != null).sort((a, b) => a.rank - b.rank).map((n) => n.id);
const opening = openingState(roomFor(), document.documentElement.lang.startsWith('zh') ? 'zh' : 'en');
const store = createStore(fromFragment(location.hash, opening, model));
const words = createWords(model, store.state.lang), { t } = words, theme = createTheme(model);
const page = { model, words, theme, store, drawn: new Set(), passing: new Set(), counts: {}, selection: null, shown: null, go: {}, act: {}, frame: () => network.frame };
let links = [], wish = {}; // `wish`: how the next change is to be shown

function roomFor() {
  const { width, height } = byId('network').getBoundingClientRect();
  return Math.min(ranked.length, Math.max(24, Math.floor((width * (height - 60)) / PIXELS_A_THING)));
}

// ---- What a reader can do ----------------------------------------------------------------
const { go, act } = page;
/** The part of a change that makes sure that things are drawn; nothing where they are. */
function reveal(ids) {
  const { state } = store, shown = shownIds(model, ranked, state), missing = [...ids].filter((id) => !shown.has(id)), types = [...ids].map((id) => model.nodes.get(id).type);
  return {
    ...(missing.length && { added: new Set([...state.added, ...missing]), hidden: new Set([...state.hidden].filter((id) => !missing.includes(id))) }),
    ...(types.some((type) => state.off.class.has(type)) && { off: { ...state.off, class: new Set([...state.off.class].filter((type) => !types.includes(type))) } }),
  };
}
function open(panel, ids, how = { grab: true, seek: true }) {
  wish = how;
  store.set({ ...reveal(ids), panel });
  wish = {};
}
Object.assign(go, {
  node: (id, how) => open(['node', id], [id], how),
  link: (link, how) => open(['link', link.from, link.to, link.label], [link.from, link.to], how),
  statement(index) {
    const s = model.statements[index];
    open(['statement', String(index)], [s.subject, s.value].filter((id) => model.nodes.has(id)));
  },
  path: (from, to) => open(['path', from, to], linksOfPath(model, [from, to]).ids),
});
Object.assign(act, {
  choose(item) {
    if (!item) close();
    else if (isNode(model, item)) go.node(item.id, { seek: false });
    else go.link(item, { seek: false });
  },
  expand(node = chosenNode(), most = Infinity) {
    if (!node) return;
    const near = neighboursOf(model, node).filter((n) => !page.drawn.has(n.id)).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1)).slice(0, most);
    if (near.length) { wish = { grab: true, seek: true }; store.set({ ...reveal([node.id, ...near.map((n) => n.id)]), panel: ['node', node.id] }); wish = {}; }
    byId('live').textContent = t('neighbours', neighboursOf(model, node).filter((n) => page.drawn.has(n.id)).length, neighboursOf(model, node).length);
  },
  hide(id = chosenNode()?.id) {
    if (!id) return;
    const name = words.nameOf(model.nodes.get(id)), { state } = store, pinned = new Map(state.pinned);
    pinned.delete(id);
    store.set({ hidden: new Set([...state.hidden, id]), added: new Set([...state.added].filter((other) => other !== id)), pinned, panel: null });
    page.frame().focus();
    say(t('hiddenNow', name));
  },
  pin(id = chosenNode()?.id) {
    if (!id) return;
    const pinned = new Map(store.state.pinned), node = model.nodes.get(id);
    if (!pinned.delete(id)) pinned.set(id, network.placeOf(node));
    store.set({ pinned });
    say(t(pinned.has(id) ? 'pinnedNow' : 'unpinnedNow', words.nameOf(node)));
  },
  dragged: (id, place) => store.set({ pinned: new Map([...store.state.pinned, [id, place]]) }),
  radial(id = chosenNode()?.id) {
    if (id) store.set({ ...reveal([id]), layout: 'radial', centre: id });
  },
  path: (id = '') => go.path(id, ''),
  step(by) { // through the things that are drawn, the weightiest first
    const order = network.net.byWeight, now = chosenNode(), next = order[(order.indexOf(now) + by + order.length) % order.length];
    if (next) go.node(next.id, { seek: true });
  },
  read: () => byId('panel-title')?.focus(),
  help: () => store.set({ panel: ['keys'] }),
  looked: () => { const camera = network.camera(); if (camera) store.set({ camera }, 'quiet'); },
});
const chosenNode = () => (store.state.panel?.[0] === 'node' ? model.nodes.get(store.state.panel[1]) : undefined);
const close = () => store.set({ panel: null });
const say = (text) => { byId('live').textContent = text; };

/** The things that a panel is about. */
function panelIds([kind, ...rest]) {
  if (kind === 'path') return [...linksOfPath(model, rest).ids];
  return kind === 'node' || kind === 'link' ? rest.slice(0, kind === 'link' ? 2 : 1) : [];
}

// ---- What the state comes to ---------------------------------------------------------------
function chosenItem([kind, ...rest] = []) {
  if (kind === 'node') return model.nodes.get(rest[0]);
  if (kind === 'link') return findLink(model, ...rest);
  return kind === 'statement' ? model.links.find((l) => l.statements.includes(Number(rest[0]))) ?? model.nodes.get(model.statements[rest[0]].subject) : null;
}
function filter() {
  const { state } = store, view = contentsOf(state.view), room = view && roomOf(state);
  const { statements, counts } = filterStatements(model, state, view && ((s) => room.has(s.subject) && view.takes(s)));
  const { nodes, links: kept } = filterNetwork(model, state, shownIds(model, ranked, state), statements);
  Object.assign(page, { passing: statements, counts, drawn: nodes });
  links = kept;
  page.selection = selection();
  page.shown = view ? view.of(page.selection) : { nodes, statements };
}
const made = new Map(); // the contents of each view, worked out once
function contentsOf(view) {
  if (!made.has(view)) made.set(view, createContents(model, view));
  return made.get(view);
}
/** The things that the other views may show, whatever the filters of statements are. */
function roomOf(state) {
  const shown = shownIds(model, ranked, state.drawnOnly ? state : { ...state, count: 'all' });
  return new Set([...shown].filter((id) => state.pinned.has(id) || !state.off.class.has(model.nodes.get(id).type)));
}
/** What is shown, in words. */
function summary() {
  const { view } = store.state, count = words.number, { nodes, statements } = page.shown;
  if (!contentsOf(view)) return t('shown', page.drawn.size, model.nodes.size, links.length, model.links.length);
  return t('scope-count', count(nodes.size), count(model.nodes.size), count(statements.size), count(model.statements.length), t(`view-${view}`));
}
function scene() {
  const { state } = store, route = state.panel?.[0] === 'path' ? linksOfPath(model, state.panel.slice(1)).links : new Set();
  const selected = chosenItem(state.panel ?? []);
  return { nodes: page.drawn, links, selected: selected && endsOf(model, selected).every((n) => page.drawn.has(n.id)) ? selected : null, route, pinned: state.pinned, layout: state.layout, centre: state.centre };
}
/**
 * What is shown, as the other views and the files take it: things, and the statements about them that pass. Of the network these
 * are the things drawn; the other views have room for all that pass and are not hidden, unless the reader wants them alike.
 */
function selection() {
  const { state } = store, alike = state.view === 'network' || state.drawnOnly;
  const nodes = alike ? page.drawn : filterThings(model, state, shownIds(model, ranked, { ...state, count: 'all' }), page.passing);
  return { nodes, statements: new Set([...page.passing].filter((i) => nodes.has(model.statements[i].subject))) };
}

const network = createNetwork({ model, words, theme, options: embedded('vis-options'), act });
const panel = createPanel(page), rail = createRail(page), views = createViews(page);
const saving = createSaving(page, () => ({ selection: page.selection, drawing: views.front() ? null : network.drawing(), view: views.front() }));

function render({ fit = false, still = false, seek, grab } = {}) {
  const { state } = store, other = views.show(state.view, page.selection, summary());
  panel.show(grab);
  byId('bar').hidden = other;
  byId('layout-choice').hidden = other;
  byId('network').hidden = other;
  byId('empty').hidden = other || page.drawn.size > 0;
  byId('status').textContent = summary();
  byId('undo').disabled = !store.canUndo;
  byId('redo').disabled = !store.canRedo;
  byId('layout').value = state.layout;
  byId('layout').querySelector('[value=radial]').disabled = !state.centre && !chosenNode();
  rail.update();
  if (other) return;
  const drawing = scene();
  network.show(drawing, { fit, still });
  if (drawing.selected && seek !== undefined) network.seek(drawing.selected, seek);
  else if (drawing.route.size && seek) network.seekAll(linksOfPath(model, state.panel.slice(1)).ids);
}

store.subscribe((state, before, how) => {
  const changed = (...keys) => keys.some((key) => state[key] !== before[key]);
  remember(state, how);
  if (!Object.keys(state).some((key) => key !== 'camera' && state[key] !== before[key])) return;
  if (changed('lang')) words.lang = state.lang;
  filter();
  if (changed('lang')) speak();
  render({ ...wish, fit: changed('count', 'layout', 'centre') || (changed('view') && state.view === 'network') });
  if (changed('panel')) announce(state);
  else if (changed('view', 'drawnOnly', 'off', 'years', 'undated', 'count', 'hidden', 'added')) say(summary());
});
function announce({ panel: shown }) {
  const item = chosenItem(shown ?? []);
  if (!item) return;
  const ends = endsOf(model, item), title = isNode(model, item) ? [words.nameOf(item), words.classOf(item.type)] : [words.nameOf(ends[0]), words.termOf(item.label), words.nameOf(ends[1])];
  say(`${t('selected', title.join(', '))}. ${panel.describe().counted(statementsOf(model, item))}`);
}

// ---- The address -----------------------------------------------------------------------------
function remember(state, how) {
  const address = `#${toFragment(state, opening)}`;
  if (address === location.hash) return;
  try {
    history[how === 'step' ? 'pushState' : 'replaceState'](null, '', address);
  } catch { // a browser that gives pages from disk no history: the page works, the address stays
  }
}
addEventListener('popstate', () => {
  const state = fromFragment(location.hash, opening, model);
  wish = { restored: true };
  store.set(state, 'quiet');
  wish = {};
  if (state.view !== 'network') return;
  if (state.camera) network.look(state.camera); else network.net.camera.fit(true);
});

// ---- Buttons, keys, language, theme ------------------------------------------------------------
const buttons = {
  'zoom-in': () => network.net.camera.zoomBy(1.4), 'zoom-out': () => network.net.camera.zoomBy(1 / 1.4), fit: () => { network.net.camera.fit(); store.set({ camera: null }, 'quiet'); }, close,
  reset: () => store.set({ ...openingState(roomFor(), store.state.lang), view: store.state.view }),
  'show-all': () => store.set({ count: 'all', added: new Set(), hidden: new Set() }),
  'table-button': () => { wish = { grab: true }; store.set({ panel: ['table'] }); wish = {}; },
  'path-button': () => act.path(chosenNode()?.id),
  keys: () => { wish = { grab: true }; store.set({ panel: ['keys'] }); wish = {}; },
  language: () => store.set({ lang: words.lang === 'en' ? 'zh' : 'en' }),
  undo: () => store.undo(), redo: () => store.redo(),
};
for (const [id, action] of Object.entries(buttons)) byId(id).addEventListener('click', action);
byId('layout').addEventListener('change', ({ target }) => {
  store.set({ layout: target.value, centre: target.value === 'radial' ? store.state.centre ?? chosenNode()?.id : store.state.centre });
});
document.addEventListener('keydown', (event) => {
  const command = event.ctrlKey || event.metaKey, typing = event.target.closest('input[type=text], textarea'), key = event.key.toLowerCase();
  if (event.key === 'Escape') close();
  else if (command && key === 'k') byId('search').focus();
  else if (command && !typing && key === 'z') (event.shiftKey ? store.redo : store.undo)();
  else if (command && !typing && key === 'y') store.redo();
  else return;
  if (event.key !== 'Escape') event.preventDefault();
});
dark.addEventListener('change', () => { theme.read(); render(); });

function speak() { // all words of the page, in the language chosen
  document.documentElement.lang = words.lang === 'zh' ? 'zh-Hans' : 'en';
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll('[data-t-label]')) element.setAttribute('aria-label', t(element.dataset.tLabel));
  for (const element of document.querySelectorAll('button[data-t-label]')) element.title = t(element.dataset.tLabel);
  byId('search').placeholder = t('searchHint');
  document.title = words.local(model, 'title');
  byId('title').replaceChildren(bdi(words.lang, words.local(model, 'title')));
  byId('description').replaceChildren(bdi(words.lang, words.local(model, 'description')));
  byId('language').textContent = words.lang === 'zh' ? 'English' : '中文';
  byId('language').lang = words.lang === 'zh' ? 'en' : 'zh-Hans';
  byId('table-button').title = t('table');
  views.speak();
  saving.speak();
  network.speak();
}

const unreviewed = model.statements.filter((s) => s.unreviewed).length;
byId('unreviewed-key').hidden = !unreviewed;
byId('unreviewed-count').textContent = unreviewed;
byId('conflict-key').hidden = !model.statements.some((s) => s.conflict);
createSearchBox(page, byId('search'), byId('results'), (node) => go.node(node.id));
store.state = { ...store.state, ...reveal(panelIds(store.state.panel ?? [])) }; // an address may name what it does not show
filter();
speak();
render({ fit: true, still: true });
if (store.state.camera && store.state.view === 'network') network.look(store.state.camera);
window.shugu = { model, store, network };
