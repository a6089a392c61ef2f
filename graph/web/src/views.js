// The switch between the network and the other views of what is shown.
import { button, byId, h } from './dom.js';
import { VIEWS } from './views/index.js';

/** The views: `show(name, selection)` brings the named one up to date, `speak()` names the buttons. */
export function createViews({ model, words, words: { t }, go, store }) {
  const place = byId('view'), made = new Map();
  const names = ['network', ...VIEWS.map((view) => view.name)];
  const select = (kind, id) => ({ node: () => go.node(id), statement: () => go.statement(id) })[kind]?.();
  function show(name, selection) {
    const entry = VIEWS.find((view) => view.name === name);
    byId('stage').classList.toggle('is-network', !entry);
    place.hidden = !entry;
    for (const [other, view] of made) view.element.hidden = other !== name;
    for (const item of byId('views').children) item.setAttribute('aria-pressed', String(item.dataset.view === (entry ? name : 'network')));
    if (!entry) return false;
    if (!made.has(name)) {
      made.set(name, entry.create({ model, words, select }));
      place.append(made.get(name).element);
    }
    made.get(name).show(selection);
    return true;
  }
  return {
    show,
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
