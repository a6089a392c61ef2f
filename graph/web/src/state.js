// What the page shows, as one value; its changes, which can be undone; and the fragment of the address that brings it back.
//
// view, drawnOnly (whether the other views hold no more than the network draws), layout ('force', 'radial', 'time'), centre (id, of the radial layout), count (how many of the ranked things, or 'all'),
// added, hidden (Sets of ids), pinned (Map of id -> [x, y]), off (facet -> Set of values), years ([first, last] or null),
// undated (whether statements without a time pass), panel (null or ['node', id], ['link', from, to, label],
// ['statement', index], ['path', id, id], ['table'], ['keys']), camera ([x, y, scale] or null), lang.
import { FACETS } from './facets.js';

const CONTENT = ['layout', 'centre', 'count', 'added', 'hidden', 'pinned', 'off', 'years', 'undated'];
const MOST_STEPS = 200;

/** The state that a page opens in, on `count` things. */
export const openingState = (count, lang = 'en') => ({
  view: 'network', layout: 'force', centre: null, drawnOnly: false, count, added: new Set(), hidden: new Set(), pinned: new Map(),
  off: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])), years: null, undated: true, panel: null, camera: null, lang,
});

const contentOf = (state) => Object.fromEntries(CONTENT.map((key) => [key, state[key]]));
const differs = (a, b) => CONTENT.some((key) => a[key] !== b[key]);
const plain = (value) => (value instanceof Set || value instanceof Map ? [...value] : value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).map(([k, v]) => [k, plain(v)]) : value);
const same = (a, b) => a === b || JSON.stringify(plain(a)) === JSON.stringify(plain(b));

/**
 * Holds the state. `set(patch, how)`: 'step' is a new place in the browser's history, 'quiet' is none; a change of what is
 * shown can be undone either way. `merge` joins changes that come in a row, as those of a slider, into one step.
 */
export function createStore(state) {
  const listeners = [], past = [], future = [];
  let merging = null;
  const tell = (before, how) => { for (const listener of listeners) listener(store.state, before, how); };
  const move = (from, to) => {
    if (!from.length) return false;
    const before = store.state;
    to.push(contentOf(before));
    store.state = { ...before, ...from.pop() };
    merging = null;
    tell(before, 'step');
    return true;
  };
  const store = {
    state,
    get canUndo() { return past.length > 0; },
    get canRedo() { return future.length > 0; },
    subscribe: (listener) => listeners.push(listener),
    set(patch, how = 'step', merge = null) {
      const before = store.state, news = Object.entries(patch).filter(([key, value]) => !same(before[key], value)), after = { ...before, ...Object.fromEntries(news) };
      if (!news.length) return;
      const joined = merge && merge === merging;
      if (differs(before, after) && !joined) {
        past.push(contentOf(before));
        if (past.length > MOST_STEPS) past.shift();
        future.length = 0;
      }
      merging = merge;
      store.state = after;
      tell(before, joined ? 'quiet' : how);
    },
    undo: () => move(past, future),
    redo: () => move(future, past),
  };
  return store;
}

/** The ids of the things that a page opens on, the most important first. */
export const ranked = (model) => [...model.nodes.values()].filter((n) => n.rank != null).sort((a, b) => a.rank - b.rank).map((n) => n.id);

/** The ids of the things that are not hidden, before any filter. */
export function shownIds(model, ids, state) {
  const shown = new Set(state.count === 'all' ? model.nodes.keys() : ids.slice(0, state.count));
  for (const id of state.added) shown.add(id);
  for (const id of state.hidden) shown.delete(id);
  return shown;
}

const list = (items) => [...items].map((item) => encodeURIComponent(item)).join(',');
const items = (text) => (text ? text.split(',').map(decode) : []);
const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
const whole = (number) => String(Math.round(number));

/** The state as the part of an address behind #; what is as `opening` has it is left out. */
export function toFragment(state, opening) {
  const parts = [];
  const put = (key, value, given) => { if (given) parts.push(`${key}=${value}`); };
  put('view', state.view, state.view !== opening.view);
  put('layout', list([state.layout, ...(state.centre ? [state.centre] : [])]), state.layout !== 'force');
  put('only', 'drawn', state.drawnOnly);
  put('show', state.count, true);
  put('add', list(state.added), state.added.size);
  put('hide', list(state.hidden), state.hidden.size);
  put('pin', list([...state.pinned].flatMap(([id, [x, y]]) => [id, whole(x), whole(y)])), state.pinned.size);
  for (const facet of FACETS) put(`no-${facet}`, list(state.off[facet]), state.off[facet].size);
  put('years', state.years?.join('-'), state.years);
  put('undated', 'no', !state.undated);
  put('panel', list(state.panel ?? []), state.panel);
  put('camera', state.camera?.map((v, i) => (i < 2 ? whole(v) : v.toPrecision(4))).join(','), state.camera);
  put('lang', state.lang, state.lang !== opening.lang);
  return parts.join('&');
}

const partsOf = (fragment) => new Map(fragment.replace(/^#/, '').split('&').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));

/** The state that a fragment describes; what it does not name, or what makes no sense, is as in `opening`. */
export function fromFragment(fragment, opening, model) {
  const parts = partsOf(fragment);
  const ids = (key) => new Set(items(parts.get(key)).filter((id) => model.nodes.has(id)));
  const state = { ...opening, added: ids('add'), hidden: ids('hide'), undated: parts.get('undated') !== 'no', drawnOnly: parts.get('only') === 'drawn' };
  const [layout, centre] = items(parts.get('layout'));
  if (layout === 'time' || (layout === 'radial' && model.nodes.has(centre))) Object.assign(state, { layout, centre: centre ?? null });
  if (/^[a-z]+$/.test(parts.get('view') ?? '')) state.view = parts.get('view');
  if (parts.get('show') === 'all') state.count = 'all';
  else if (/^\d{1,6}$/.test(parts.get('show') ?? '')) state.count = Number(parts.get('show'));
  state.off = Object.fromEntries(FACETS.map((facet) => [facet, new Set(items(parts.get(`no-${facet}`)))]));
  state.pinned = pins(items(parts.get('pin')), model);
  const years = /^(\d{1,4})-(\d{1,4})$/.exec(parts.get('years') ?? '');
  if (years) state.years = [Number(years[1]), Number(years[2])];
  const panel = items(parts.get('panel'));
  if (isPanel(panel, model)) state.panel = panel;
  const camera = (parts.get('camera') ?? '').split(',').map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) state.camera = camera;
  if (['en', 'zh'].includes(parts.get('lang'))) state.lang = parts.get('lang');
  return state;
}

/** What an address names, in the order in which it has to be loaded: see source/served.js. */
export function needsOf(fragment, count, source) {
  if (source.whole) return [];
  const { show, view, ids, panel: [kind, ...rest] } = namedIn(fragment);
  const ends = { node: rest.slice(0, 1), link: rest.slice(0, 2), path: rest.filter(Boolean) }[kind] ?? [];
  return [
    { show: Math.min(source.most, show ?? count) },
    ...(view ? [{ begun: view }] : []),
    ...(kind === 'node' && rest.length ? [{ thing: rest[0] }] : []),
    ...(kind === 'link' && rest.length === 3 ? [{ link: rest }] : []),
    ...(kind === 'statement' && /^\d{1,8}$/.test(rest[0]) ? [{ statement: Number(rest[0]) }] : []),
    ...(kind === 'path' && ends.length === 2 && ends[0] !== ends[1] ? [{ path: ends }] : []),
    ...(ids.length + ends.length ? [{ drawn: [...new Set([...ids, ...ends])] }] : []),
  ];
}

function namedIn(fragment) {
  const parts = partsOf(fragment), show = parts.get('show') ?? '';
  const ids = [...items(parts.get('add')), ...items(parts.get('layout')).slice(1), ...items(parts.get('pin')).filter((_, i) => i % 3 === 0)];
  return { show: /^\d{1,6}$/.test(show) ? Number(show) : undefined, view: parts.get('view'), ids, panel: items(parts.get('panel')) };
}

function pins(list, model) {
  const pinned = new Map();
  for (let i = 0; i + 2 < list.length; i += 3) {
    const place = [Number(list[i + 1]), Number(list[i + 2])];
    if (model.nodes.has(list[i]) && place.every(Number.isFinite)) pinned.set(list[i], place);
  }
  return pinned;
}

function isPanel([kind, ...rest], model) {
  if (kind === 'node') return model.nodes.has(rest[0]);
  if (kind === 'link') return rest.length === 3 && Boolean(findLink(model, ...rest));
  if (kind === 'statement') return Boolean(model.statements[rest[0]]);
  if (kind === 'path') return rest.length <= 2 && rest.every((id) => id === '' || model.nodes.has(id));
  return kind === 'table' || kind === 'keys';
}

/** The link between two things by a predicate, or undefined. */
export const findLink = (model, from, to, label) => model.linksOf.get(from)?.find((l) => l.from === from && l.to === to && l.label === label);
