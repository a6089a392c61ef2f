// The explorer page: ties the state to the drawing, the rail, the panel, the other views and the address.
import './explorer.css';
import { byId, bdi } from './dom.js';
import { createDeeds } from './doing.js';
import { filterNetwork, filterStatements, filterThings } from './facets.js';
import { createModel, endsOf, isNode, isPartial, loadedOf, statementsOf } from './model.js';
import { createNetwork } from './network/network.js';
import { linksOfPath } from './panel/path.js';
import { createPanel } from './panel/panel.js';
import { createRail } from './rail.js';
import { createSaving } from './saving.js';
import { createSearchBox } from './searchbox.js';
import { createProblem } from './problem.js';
import { createSource } from './source/index.js';
import { createStore, findLink, fromFragment, needsOf, openingState, ranked, shownIds, toFragment } from './state.js';
import { createTheme, dark } from './theme.js';
import { createViews } from './views.js';
import { createContents } from './views/contents.js';
import { createWords } from './words.js';

const embedded = (id) => JSON.parse(byId(id).textContent);
const PIXELS_A_THING = 9500; // the page opens on as many things as it has room to name
const MORE = 200; // things that are drawn in addition where a page cannot draw all

const data = embedded('shugu-data'), model = createModel(data), source = createSource(model, data);
const opening = openingState(roomFor(), document.documentElement.lang.startsWith('zh') ? 'zh' : 'en');
const store = createStore(opening), words = createWords(model, fromFragment(location.hash, opening, model).lang), { t } = words, theme = createTheme(model);
const page = { model, source, words, theme, store, drawn: new Set(), passing: new Set(), counts: {}, selection: null, shown: null, go: {}, act: {}, frame: () => network.frame, network: () => network, describe: () => panel.describe() };
const problem = createProblem(words);
let links = [], wish = {}, latest = 0; // `wish`: how the next change is to be shown; `latest`: the number of the last thing to be waited for

function roomFor() {
  const { width, height } = byId('network').getBoundingClientRect(), most = source.whole ? ranked(model).length : source.opening;
  return Math.min(most, Math.max(24, Math.floor((width * (height - 60)) / PIXELS_A_THING)));
}

// ---- What has to be loaded first ------------------------------------------------------------
/** Does `work` once what it needs is there: at once, or when the server has given it, unless the reader has moved on since; `gone` where the graph has it not. */
function after(need, work, gone = null) {
  const loading = source.load(need), own = latest += 1;
  if (!loading) { work(); return; }
  wait(true);
  loading.then(() => {
    if (own !== latest) return;
    wait(false);
    problem.hide();
    const before = store.state;
    work();
    if (network && store.state === before) refresh();
  }, (error) => {
    if (own !== latest) return;
    wait(false);
    if (gone && error.reason === 'gone') gone();
    else problem.show(error, () => after(need, work, gone));
  });
}
function wait(on) {
  byId('stage').setAttribute('aria-busy', String(on));
  byId('note').textContent = on ? t('loading') : '';
}
function refresh() { // more of what is shown has come
  filter();
  render();
}

function change(patch, how) {
  wish = how;
  store.set(patch);
  wish = {};
}
const { go, act } = page, { reveal, chosenNode, close, say } = createDeeds(page, { after, change, refresh });

/** The things that a panel is about. */
function panelIds([kind, ...rest]) {
  if (kind === 'path') return [...linksOfPath(source, rest).ids];
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
  const { nodes, links: kept } = filterNetwork(model, state, shownIds(model, ranked(model), state), statements);
  const known = source.counts(state, () => { filter(); rail.update(); }, (error) => problem.show(error, refresh));
  Object.assign(page, { passing: statements, counts: (!view && known.of) || counts, counted: known.passing, left: view ? {} : known.left, drawn: nodes });
  links = kept;
  page.selection = selection();
  page.shown = view ? view.of(page.selection) : { nodes, statements };
}
const made = new Map(); // the contents of each view, worked out once for as long as the model stays as it is
function contentsOf(view) {
  const { parts } = model;
  if (made.get(view)?.parts !== parts) made.set(view, { parts, contents: createContents(model, view) });
  return made.get(view).contents;
}
/** The things that the other views may show, whatever the filters of statements are. */
function roomOf(state) {
  const shown = shownIds(model, ranked(model), state.drawnOnly ? state : { ...state, count: 'all' });
  return new Set([...shown].filter((id) => state.pinned.has(id) || !state.off.class.has(model.nodes.get(id).type)));
}
/** What is shown, in words. */
function summary() {
  const { view } = store.state, { nodes, statements } = page.shown, { totals } = model, loaded = loadedOf(model);
  if (!contentsOf(view)) return t('shown', ...[page.drawn.size, totals.things, links.length, totals.links].map(words.number));
  const counts = [nodes.size, loaded.things, statements.size, loaded.statements].map(words.number);
  return t(isPartial(model) ? 'scope-count-loaded' : 'scope-count', ...counts, t(`view-${view}`), words.number(totals.things), words.number(totals.statements));
}
function scene() {
  const { state } = store, route = state.panel?.[0] === 'path' ? linksOfPath(source, state.panel.slice(1)).links : new Set();
  const selected = chosenItem(state.panel ?? []);
  return { nodes: page.drawn, links, selected: selected && endsOf(model, selected).every((n) => page.drawn.has(n.id)) ? selected : null, route, pinned: state.pinned, layout: state.layout, centre: state.centre };
}
/**
 * What is shown, as the other views and the files take it: things, and the statements about them that pass. Of the network these
 * are the things drawn; the other views have room for all that pass and are not hidden, unless the reader wants them alike.
 */
function selection() {
  const { state } = store, alike = state.view === 'network' || state.drawnOnly;
  const nodes = alike ? page.drawn : filterThings(model, state, shownIds(model, ranked(model), { ...state, count: 'all' }), page.passing);
  return { nodes, statements: new Set([...page.passing].filter((i) => nodes.has(model.statements[i].subject))) };
}

let network, panel, rail, views, saving; // made when there is something to show
function make() {
  network = createNetwork({ model, words, theme, options: embedded('vis-options'), act });
  [panel, rail, views] = [createPanel(page), createRail(page), createViews(page)];
  saving = createSaving(page, () => ({ selection: page.selection, drawing: views.front() ? null : network.drawing(), view: views.front() }));
}

function render({ fit = false, still = false, seek, grab } = {}) {
  const { state } = store, other = views.show(state.view, page.selection, summary());
  panel.show(grab);
  byId('bar').hidden = other;
  byId('layout-choice').hidden = other;
  byId('network').hidden = other;
  byId('empty').hidden = other || page.drawn.size > 0;
  byId('status').textContent = summary();
  byId('show-all').disabled = !source.whole && state.count >= source.most;
  byId('undo').disabled = !store.canUndo;
  byId('redo').disabled = !store.canRedo;
  byId('layout').value = state.layout;
  byId('layout').querySelector('[value=radial]').disabled = !state.centre && !chosenNode();
  rail.update();
  if (other) return;
  const drawing = scene();
  network.show(drawing, { fit, still });
  if (drawing.selected && seek !== undefined) network.seek(drawing.selected, seek);
  else if (drawing.route.size && seek) network.seekAll(linksOfPath(source, state.panel.slice(1)).ids);
}

store.subscribe((state, before, how) => {
  const changed = (...keys) => keys.some((key) => state[key] !== before[key]);
  if (changed('panel', 'view')) { latest += 1; wait(false); } // what is still on its way was for what the reader has left
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
/** The state that the address describes, as far as this page can show it. */
function addressed() {
  const state = fromFragment(location.hash, opening, model);
  return source.whole ? state : { ...state, count: state.count === 'all' ? opening.count + MORE : Math.min(state.count, source.most) };
}
/** Does `work` once all that an address names is there. */
function afterAddress(work) {
  const [first, ...rest] = needsOf(location.hash, opening.count, source);
  const step = ([need, ...others]) => (need ? after(need, () => step(others), () => step(others)) : work());
  after(first ?? {}, () => step(rest));
}
function follow() {
  const state = addressed();
  store.set(state, 'quiet');
  if (state.view !== 'network') return;
  if (state.camera) network.look(state.camera); else network.net.camera.fit(true);
}

// ---- Buttons, keys, language, theme ------------------------------------------------------------
const buttons = {
  'zoom-in': () => network.net.camera.zoomBy(1.4), 'zoom-out': () => network.net.camera.zoomBy(1 / 1.4), fit: () => { network.net.camera.fit(); store.set({ camera: null }, 'quiet'); }, close,
  reset: () => store.set({ ...openingState(roomFor(), store.state.lang), view: store.state.view }),
  'show-all'() {
    if (source.whole) { store.set({ count: 'all', added: new Set(), hidden: new Set() }); return; }
    const count = Math.min(source.most, store.state.count + MORE);
    after({ show: count }, () => store.set({ count }));
  },
  'table-button': () => change({ panel: ['table'] }, { grab: true }),
  'path-button': () => act.path(chosenNode()?.id),
  keys: () => change({ panel: ['keys'] }, { grab: true }),
  language: () => store.set({ lang: words.lang === 'en' ? 'zh' : 'en' }),
  undo: () => store.undo(), redo: () => store.redo(),
};
function listen() {
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
  addEventListener('popstate', () => afterAddress(follow));
  createSearchBox(page, byId('search'), byId('results'), (node) => go.node(node.id));
}

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
  if (!source.whole) byId('show-all').textContent = t('showMore-things');
  problem.speak();
  views?.speak();
  saving?.speak();
  network?.speak();
}

function begin() {
  make();
  listen();
  store.state = addressed();
  words.lang = store.state.lang;
  store.state = { ...store.state, ...reveal(panelIds(store.state.panel ?? []).filter((id) => model.nodes.has(id))) }; // an address may name what it does not show
  byId('unreviewed-key').hidden = !model.unreviewed;
  byId('unreviewed-count').textContent = words.number(model.unreviewed);
  byId('conflict-key').hidden = !model.disputed;
  filter();
  speak();
  render({ fit: true, still: true });
  if (store.state.camera && store.state.view === 'network') network.look(store.state.camera);
  window.shugu = { model, store, network, source };
}
speak();
afterAddress(begin);
