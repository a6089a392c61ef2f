// What a reader can do: go to things, links, statements and paths; expand, hide, pin, arrange, load more.
import { byId } from './dom.js';
import { isNode, neighboursOf, statementsOf } from './model.js';
import { MOST_NEIGHBOURS } from './panel/node.js';
import { linksOfPath } from './panel/path.js';
import { ranked, shownIds } from './state.js';

/**
 * Fills `page.go` and `page.act`, and gives { reveal, chosenNode, close, say }. `after(need, work)` does the work once what it
 * needs is loaded, `change(patch, how)` changes the state and says how that is to be shown, `refresh()` shows what has come.
 */
export function createDeeds(page, { after, change, refresh }) {
  const { model, source, store, words, words: { t }, go, act } = page;
  const chosenNode = () => (store.state.panel?.[0] === 'node' ? model.nodes.get(store.state.panel[1]) : undefined);
  const close = () => store.set({ panel: null });
  const say = (text) => { byId('live').textContent = text; };
  /** The part of a change that makes sure that things are drawn; nothing where they are. */
  function reveal(ids) {
    const { state } = store, shown = shownIds(model, ranked(model), state), missing = [...ids].filter((id) => !shown.has(id)), types = [...ids].map((id) => model.nodes.get(id).type);
    return {
      ...(missing.length && { added: new Set([...state.added, ...missing]), hidden: new Set([...state.hidden].filter((id) => !missing.includes(id))) }),
      ...(types.some((type) => state.off.class.has(type)) && { off: { ...state.off, class: new Set([...state.off.class].filter((type) => !types.includes(type))) } }),
    };
  }
  function open(panel, ids, how = { grab: true, seek: true }) {
    after({ drawn: [...ids] }, () => {
      change({ ...reveal(ids), panel }, how);
    });
  }
  Object.assign(go, {
    node: (id, how) => after({ thing: id, drawn: [id] }, () => open(['node', id], [id], how)),
    link: (link, how) => after({ link: [link.from, link.to, link.label] }, () => open(['link', link.from, link.to, link.label], [link.from, link.to], how)),
    statement: (index) => after({ statement: Number(index) }, () => {
      const s = model.statements[index];
      open(['statement', String(index)], [s.subject, s.value].filter((id) => model.nodes.has(id)));
    }),
    path(from, to) {
      const both = from && to && from !== to;
      after(both ? { path: [from, to] } : { drawn: [from, to].filter(Boolean) }, () => open(['path', from, to], linksOfPath(source, [from, to]).ids));
    },
  });
  Object.assign(act, {
    choose(item) {
      if (!item) close();
      else if (isNode(model, item)) go.node(item.id, { seek: false });
      else go.link(item, { seek: false });
    },
    expand(node = chosenNode(), most = source.whole ? Infinity : MOST_NEIGHBOURS) {
      if (!node) return;
      const drawnNear = () => neighboursOf(model, node).filter((n) => page.drawn.has(n.id)).length;
      after({ thing: node.id }, () => after({ near: [node, drawnNear() + most] }, () => {
        const near = source.near(node).filter((id) => !page.drawn.has(id)).slice(0, most);
        after({ drawn: [node.id, ...near] }, () => {
          if (near.length) change({ ...reveal([node.id, ...near]), panel: ['node', node.id] }, { grab: true, seek: true });
          say(t('neighbours', drawnNear(), node.degree ?? neighboursOf(model, node).length));
        });
      }));
    },
    more(item) { // further statements of a thing or link
      after({ more: item }, () => {
        refresh();
        (byId('load-more') ?? byId('panel-title')).focus();
        say(page.describe().counted(statementsOf(model, item), item));
      });
    },
    view: (view) => after({ begun: view }, () => store.set({ view })),
    further(view) { // more of what a view shows of the whole graph
      after({ view }, () => {
        if (store.state.drawnOnly) store.set({ drawnOnly: false }); else refresh();
        say(byId('view').querySelector('.scope > span').textContent);
      });
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
      if (!pinned.delete(id)) pinned.set(id, page.network().placeOf(node));
      store.set({ pinned });
      say(t(pinned.has(id) ? 'pinnedNow' : 'unpinnedNow', words.nameOf(node)));
    },
    dragged: (id, place) => store.set({ pinned: new Map([...store.state.pinned, [id, place]]) }),
    radial(id = chosenNode()?.id) {
      if (id) store.set({ ...reveal([id]), layout: 'radial', centre: id });
    },
    path: (id = '') => go.path(id, ''),
    step(by) { // through the things that are drawn, the weightiest first
      const order = page.network().net.byWeight, now = chosenNode(), next = order[(order.indexOf(now) + by + order.length) % order.length];
      if (next) go.node(next.id, { seek: true });
    },
    read: () => byId('panel-title')?.focus(),
    help: () => store.set({ panel: ['keys'] }),
    looked: () => { const camera = page.network().camera(); if (camera) store.set({ camera }, 'quiet'); },
  });
  return { reveal, chosenNode, close, say };
}
