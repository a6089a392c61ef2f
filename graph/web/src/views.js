// The switch between the network and the other views of what is shown.
import { button, byId, h } from './dom.js';
import { VIEWS } from './views/index.js';
import { sameSelection } from './views/selection.js';
import './views/views.css';

/** The views: `show(name, selection, summary)` brings the named one up to date, `speak()` names the buttons. */
export function createViews({ model, words, words: { t }, go, store }) {
  const place = byId('view'), made = new Map(), held = new Map(), scope = h('div', { class: 'view scope' });
  place.append(scope);
  const names = ['network', ...VIEWS.map((view) => view.name)];
  const select = (kind, id) => ({ node: () => go.node(id), statement: () => go.statement(id) })[kind]?.();
  function show(name, selection, summary) {
    const entry = VIEWS.find((view) => view.name === name);
    byId('stage').classList.toggle('is-network', !entry);
    place.hidden = !entry;
    for (const [other, view] of made) view.element.hidden = other !== name;
    for (const item of byId('views').children) item.setAttribute('aria-pressed', String(item.dataset.view === (entry ? name : 'network')));
    byId('views').querySelector('[aria-pressed=true]').scrollIntoView({ block: 'nearest', inline: 'nearest' }); // on a phone they are a row to pull
    if (!entry) return false;
    if (!made.has(name)) {
      made.set(name, entry.create({ model, words, select }));
      place.append(made.get(name).element);
    }
    const last = held.get(name);
    held.set(name, { selection, lang: words.lang });
    if (last?.lang !== words.lang || !sameSelection(last?.selection, selection)) made.get(name).show(selection);
    speakScope(summary);
    return true;
  }
  /** What the view holds, and the way to hold all or only what the network draws. */
  function speakScope(summary) {
    const choice = (drawnOnly) => {
      const item = h('button', { type: 'button', class: 'choice', 'aria-pressed': String(store.state.drawnOnly === drawnOnly), click: () => store.set({ drawnOnly }) }, t(drawnOnly ? 'scope-drawn' : 'scope-all'));
      item.dataset.scope = drawnOnly ? 'drawn' : 'all';
      return item;
    };
    const focused = scope.contains(document.activeElement) && document.activeElement.dataset.scope;
    scope.replaceChildren(h('div', { class: 'segments', role: 'group', 'aria-label': t('scope') }, choice(false), choice(true)), h('span', null, summary));
    if (focused) scope.querySelector(`[data-scope=${focused}]`).focus();
  }
  return {
    show,
    /** The view in front; undefined where it is the network. */
    front: () => made.get(store.state.view),
    speak() {
      byId('views').replaceChildren(...names.map((name) => {
        const item = button(() => store.set({ view: name }), h('span', null, t(`view-${name}`)));
        item.dataset.view = name;
        return item;
      }));
      byId('views').hidden = names.length < 2;
    },
  };
}
