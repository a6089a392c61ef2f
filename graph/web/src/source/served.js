// The source of a page whose graph lies with its server, which gives it part by part.
import { addPart } from '../model.js';
import { hopBetween } from '../path.js';

const PAGE = 100; // statements of a thing or link that come at once, as the server has it
const OF_VIEWS = ['map', 'delivery', 'conflicts']; // of which there are few enough to load them one hundred after another
const POSTED = ['things', 'facets'];
const PAUSE = 150; // ms without a change of the filters before the server counts anew
const SECONDS = 40; // after which a server that says nothing counts as gone: longer than its own limits

/** What went wrong: `reason` is one of 'away', 'busy', 'changed', 'gone', 'refused'; `message` what the server says of it. */
export class SourceError extends Error {
  constructor(reason, message = '') {
    super(message);
    this.reason = reason;
  }
}

const REASONS = { 404: 'gone', 409: 'changed', 408: 'busy', 429: 'busy', 502: 'away', 503: 'busy', 504: 'away' };

/**
 * The source of `model` at `address`, a server's; `version` is that of the graph that the page was made for.
 *
 * What can be needed: { show: count } of the ranked things; { drawn: [id] }, with their links to all that was drawn before;
 * { thing: id }, { link: [from, to, label] }, each with its first statements; { more: item }, further statements of
 * one of these; { begun: view }, the first of what one of OF_VIEWS shows of the whole graph,
 * and { view }, the next of it; { near: [node, count] }, so many neighbours by name; { statement: index }, with what it is set against;
 * { path: [from, to] }.
 */
export function createServed(model, { address, version, fetch = globalThis.fetch.bind(globalThis) }) {
  const tied = new Set(), pages = new Map(), whole = new Set(), ways = new Map(), views = new Map(), running = new Map();
  let counts = { key: null, of: null, passing: null, left: {} }, counting = null, timer = 0, wanted = null;
  let shown = 0, drawing = Promise.resolve();

  async function ask(what, fields, signal) {
    const post = POSTED.includes(what), place = `${address}${what}`;
    const timeout = AbortSignal.timeout(SECONDS * 1000), ends = { signal: signal ? AbortSignal.any([signal, timeout]) : timeout };
    let reply;
    try {
      reply = await (post ? fetch(place, { ...ends, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...fields, v: version }) })
        : fetch(`${place}?${new URLSearchParams({ ...fields, v: version })}`, ends));
      if (reply.ok) return await reply.json();
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new SourceError('away');
    }
    throw new SourceError(REASONS[reply.status] ?? 'refused', (await reply.text().catch(() => '')).trim().slice(0, 300));
  }
  const add = (part) => { addPart(model, part); return part; };
  const tie = (ids) => { for (const id of ids) if (model.nodes.has(id)) tied.add(id); };

  async function show(count) {
    const part = add(await ask('opening', { most: count })), ids = part.nodes.filter((n) => n.rank < count).map((n) => n.id);
    shown = Math.max(shown, count);
    const before = [...tied].filter((id) => !ids.includes(id));
    tie(ids);
    if (before.length) add(await ask('things', { ids: before, with: ids }));
  }
  /** One after another: the links between two drawings that came at once would be missing. */
  function draw(ids) {
    drawing = drawing.catch(() => {}).then(async () => {
      const missing = ids.filter((id) => !tied.has(id));
      if (!missing.length) return;
      add(await ask('things', { ids: missing, with: [...tied] }));
      tie(missing);
    });
    return drawing;
  }
  async function page(key, what, fields) {
    const part = add(await ask(what, { ...fields, skip: (pages.get(key) ?? 0) * PAGE }));
    pages.set(key, (pages.get(key) ?? 0) + 1);
    return part;
  }
  const keyOf = (item) => ('from' in item ? keyOfLink(item.from, item.to, item.label) : `thing ${item.id}`);
  const keyOfLink = (...link) => `link ${link.join('\n')}`;
  async function thing(id) {
    const { near } = await page(`thing ${id}`, 'thing', { id });
    model.nodes.get(id).near = near;
  }
  async function name([node, count]) {
    while (node.near.length < Math.min(count, node.degree)) {
      const { near } = await ask('near', { id: node.id, skip: node.near.length });
      if (!near.length) return;
      node.near = [...node.near, ...near];
    }
  }
  async function once(key, work) {
    await work();
    whole.add(key);
  }
  const further = (item) => ('from' in item ? page(keyOf(item), 'link', { from: item.from, to: item.to, label: item.label }) : page(keyOf(item), 'thing', { id: item.id }));
  async function view(name) {
    const part = add(await ask('view', { name, skip: (views.get(name)?.asked ?? 0) * PAGE }));
    views.set(name, { asked: (views.get(name)?.asked ?? 0) + 1, total: part.total });
  }
  async function path([from, to]) {
    const { way } = add(await ask('path', { from, to }));
    ways.set(`${from}\n${to}`, way);
  }
  /** Asks for the counts under these filters, unless others are wanted meanwhile. */
  function count(key, { off, years, undated }, arrived, failed) {
    counting?.abort();
    clearTimeout(timer);
    counting = new AbortController();
    const { signal } = counting, lists = Object.fromEntries(Object.entries(off).map(([facet, values]) => [facet, [...values]]));
    timer = setTimeout(() => ask('facets', { off: lists, years, undated }, signal).then((found) => {
      counts = { key, passing: found.passing, left: found.left, of: Object.fromEntries(Object.entries(found.counts).map(([facet, pairs]) => [facet, new Map(pairs)])) };
      Object.assign(model.documents, found.documents);
      for (const speaker of found.speakers) model.named.set(speaker.id, speaker);
      arrived();
    }).catch((error) => { if (!signal.aborted) { wanted = null; failed(error); } }), counts.key === null ? 0 : PAUSE);
  }
  /** The work of a name that is under way already, or this one. */
  function share(key, work) {
    if (!running.has(key)) running.set(key, work().finally(() => running.delete(key)));
    return running.get(key);
  }
  const nameOf = (wanted) => (wanted.id ? keyOf(wanted) : Array.isArray(wanted) && wanted[0]?.id ? `${wanted[0].id} ${wanted[1]}` : JSON.stringify(wanted));
  /** By what is needed: whether it is there, and what to do where it is not. */
  const NEEDS = {
    show: [(count) => count <= shown, show],
    drawn: [(ids) => ids.every((id) => tied.has(id)), draw],
    thing: [(id) => pages.has(`thing ${id}`), thing],
    link: [(link) => pages.has(keyOfLink(...link)), ([from, to, label]) => page(keyOfLink(from, to, label), 'link', { from, to, label })],
    more: [(item) => !source.more(item), further],
    near: [([node, count]) => node.near.length >= Math.min(count, node.degree), name],
    statement: [(number) => whole.has(`statement ${number}`), (number) => once(`statement ${number}`, async () => add(await ask('statement', { number })))],
    begun: [(name) => !OF_VIEWS.includes(name) || views.has(name), view],
    view: [(name) => !source.further(name).next, view],
    path: [(ends) => ways.has(ends.join('\n')), path],
  };
  const source = {
    whole: false,
    load(need) {
      const missing = Object.entries(need).filter(([what, wanted]) => !NEEDS[what][0](wanted));
      return missing.length ? Promise.all(missing.map(([what, wanted]) => share(`${what} ${nameOf(wanted)}`, () => NEEDS[what][1](wanted)))) : null;
    },
    /** The numbers of the whole graph under the filters of a state: those known last, until `arrived` tells of new ones. */
    counts(state, arrived, failed) {
      const key = JSON.stringify([Object.entries(state.off).map(([facet, values]) => [facet, [...values].sort()]), state.years, state.undated]);
      if (key !== counts.key && key !== wanted) { wanted = key; count(key, state, arrived, failed); }
      return counts;
    },
    find: async (text, signal) => (await ask('find', { q: text }, signal)).found.map(({ node, name: hit }) => ({ node: { aliases: [], ...node }, name: hit })),
    way(from, to) {
      const way = from === to ? [from] : ways.get(`${from}\n${to}`);
      return way && way.slice(1).map((id, i) => hopBetween(model, way[i], id));
    },
    near: (node) => node.near ?? [],
    further(name) {
      const { asked, total } = views.get(name) ?? { asked: 0, total: 0 };
      return { next: Math.max(0, Math.min(PAGE, total - asked * PAGE)), total };
    },
    more: (item) => (pages.has(keyOf(item)) ? Math.max(0, Math.min(PAGE, item.said - pages.get(keyOf(item)) * PAGE)) : 0),
  };
  return source;
}
