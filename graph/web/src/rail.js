// The rail beside the drawing: the legend, which is a filter; the years; and the facets, each value with its count.
import { bdi, button, byId, h, svg } from './dom.js';
import { FACETS, isFiltered, yearsOf } from './facets.js';
import { swatch } from './swatch.js';

const MOST_VALUES = 7; // of a facet, before the rest folds away
const FIXED = { basis: ['actual', 'target', 'estimate', 'forecast'], confidence: ['reviewed', 'high', 'middle', 'low', 'unknown'], conflict: ['disagree', 'agree', 'single'] };

/** The rail: `update()` brings it in line with the state, `speak()` after the language has changed. */
export function createRail(page) {
  const { model, words, words: { t }, store, theme } = page, span = yearsOf(model);
  const classes = new Map();
  for (const n of model.nodes.values()) classes.set(n.type, (classes.get(n.type) ?? 0) + 1);
  const years = createYears();

  function switchValue(facet, value) {
    const off = new Set(store.state.off[facet]);
    if (!off.delete(value)) off.add(value);
    store.set({ off: { ...store.state.off, [facet]: off } });
  }
  function only(facet, value, values) { // a second time: all of them again
    const rest = values.filter((other) => other !== value), alone = rest.every((other) => store.state.off[facet].has(other)) && !store.state.off[facet].has(value);
    store.set({ off: { ...store.state.off, [facet]: new Set(alone ? [] : rest) } });
  }
  /** A value with its number, which is said in words to those who do not see it. */
  function entry(facet, value, values, label, count, said, mark) {
    const number = [h('span', { class: 'count', 'aria-hidden': 'true' }, count), h('span', { class: 'vh' }, said)];
    const item = button(() => switchValue(facet, value), mark, h('span', { class: 'label' }, label), number);
    item.setAttribute('aria-pressed', String(!store.state.off[facet].has(value)));
    item.dataset[facet === 'class' ? 'type' : 'value'] = value;
    const alone = button(() => only(facet, value, values), t('only'));
    alone.className = 'only';
    alone.setAttribute('aria-label', t('onlyThis', label.textContent ?? label));
    return h('li', null, item, values.length > 1 && alone);
  }
  const viewName = () => t(`view-${store.state.view}`) || t('view-network'), inNetwork = () => viewName() === t('view-network');
  const facetCount = (count) => (inNetwork() ? t('counts', count) : `${t('counts', count)}${t('facet-in', viewName())}`);
  function legend() {
    const shown = new Map();
    for (const id of page.shown.nodes) { const type = model.nodes.get(id)?.type; shown.set(type, (shown.get(type) ?? 0) + 1); }
    const names = model.classes.map((c) => c.name).filter((name) => classes.has(name));
    fill(byId('legend'), names.map((name) => {
      const some = shown.get(name) ?? 0, all = classes.get(name);
      return entry('class', name, names, h('span', null, words.classOf(name)), some === all ? `${some}` : `${some} / ${all}`, t('legend-count', words.number(some), words.number(all), viewName()), swatch(model, theme, name));
    }));
  }
  function labelOf(facet, value) {
    if (facet === 'document') return bdi(words.lang, words.titleOf(value));
    if (facet === 'speaker') return value ? bdi(words.lang, model.nodes.has(value) ? words.nameOf(model.nodes.get(value)) : value) : h('span', null, t('noSpeaker'));
    return h('span', null, facet === 'basis' ? words.basisOf(value) || t('unnamed') : t(`${facet}-${value}`));
  }
  function facetValues(facet) {
    const counts = page.counts[facet], fixed = FIXED[facet];
    const values = [...counts.keys()];
    return fixed ? [...fixed.filter((v) => counts.has(v)), ...values.filter((v) => !fixed.includes(v))]
      : values.sort((a, b) => (a === '') - (b === '') || counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  }
  function facetBlock(facet) {
    const values = facetValues(facet), counts = page.counts[facet];
    if (values.length < 2) return null; // nothing to tell apart
    const item = (value) => entry(facet, value, values, labelOf(facet, value), words.number(counts.get(value)), facetCount(counts.get(value)));
    const [first, rest] = values.length > MOST_VALUES + 2 ? [values.slice(0, MOST_VALUES), values.slice(MOST_VALUES)] : [values, []];
    return h('details', { class: 'facet', 'data-facet': facet, open: facet !== 'speaker' || values.length <= MOST_VALUES },
      h('summary', null, t(`facet-${facet}`), store.state.off[facet].size > 0 && h('span', { class: 'on', 'aria-label': t('filterOn') }, '●')),
      h('ul', null, first.map(item)),
      rest.length > 0 && h('details', { class: 'more', 'data-facet': `${facet}-more` }, h('summary', null, t('moreValues', rest.length)), h('ul', null, rest.map(item))));
  }
  function facets() {
    const folds = new Map([...byId('facets').querySelectorAll('details')].map((d) => [d.dataset.facet, d.open]));
    fill(byId('facets'), FACETS.slice(1).map(facetBlock).filter(Boolean));
    for (const d of byId('facets').querySelectorAll('details')) if (folds.has(d.dataset.facet)) d.open = folds.get(d.dataset.facet);
  }
  function fill(element, children) { // the keyboard stays on the value that it has just switched
    const held = document.activeElement, inside = element.contains(held);
    const spot = inside && { facet: held.closest('[data-facet]')?.dataset.facet, text: held.closest('li')?.querySelector('[data-value], [data-type]')?.dataset, only: held.classList.contains('only') };
    element.replaceChildren(...children);
    if (!spot?.text) return;
    const scope = spot.facet ? element.querySelector(`[data-facet="${spot.facet}"]`) : element;
    const again = [...scope.querySelectorAll('[data-value], [data-type]')].find((b) => b.dataset.value === spot.text.value && b.dataset.type === spot.text.type);
    (spot.only ? again?.parentElement.querySelector('.only') : again)?.focus();
  }

  function createYears() {
    const place = byId('years');
    if (!span || span[0] === span[1]) { place.hidden = true; return { update() {} }; }
    const slider = (end) => {
      const input = h('input', { type: 'range', min: span[0], max: span[1], step: 1, id: end ? 'year-to' : 'year-from', value: span[end] });
      input.addEventListener('input', () => {
        const now = [...(store.state.years ?? span)];
        now[end] = end ? Math.max(Number(input.value), now[0]) : Math.min(Number(input.value), now[1]);
        input.value = now[end];
        store.set({ years: now[0] === span[0] && now[1] === span[1] ? null : now }, 'step', 'years');
      });
      return input;
    };
    const inputs = [slider(0), slider(1)], text = h('output', { id: 'years-text', for: 'year-from year-to' }), bars = svg('svg', { class: 'bars', 'aria-hidden': 'true', preserveAspectRatio: 'none' });
    const undated = h('input', { type: 'checkbox', id: 'undated' }), label = h('label', { for: 'undated', class: 'check' });
    undated.addEventListener('change', () => store.set({ undated: undated.checked }));
    byId('years-body').replaceChildren(text, h('div', { class: 'range' }, bars, inputs), h('p', { class: 'check-line' }, undated, label));
    return {
      update() {
        const now = store.state.years ?? span, counts = page.counts.time, wide = span[1] - span[0] + 1, most = Math.max(1, ...[...counts].map(([year, n]) => (year === '' ? 0 : n)));
        inputs.forEach((input, end) => { input.value = now[end]; input.setAttribute('aria-label', t(end ? 'yearTo' : 'yearFrom')); });
        text.textContent = now[0] === now[1] ? `${now[0]}` : `${now[0]} – ${now[1]}`;
        bars.setAttribute('viewBox', `0 0 ${wide} 1`);
        bars.replaceChildren(...Array.from({ length: wide }, (_, i) => {
          const year = span[0] + i, tall = (counts.get(year) ?? 0) / most;
          return svg('rect', { x: i + 0.08, width: 0.84, y: 1 - tall, height: tall, class: year < now[0] || year > now[1] ? 'out' : 'in' });
        }));
        undated.checked = store.state.undated;
        label.textContent = t('undatedCount', counts.get('') ?? 0);
      },
    };
  }

  byId('clear-filters').addEventListener('click', () => {
    store.set({ off: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])), years: null, undated: true });
    byId('search').focus();
  });
  byId('filters').addEventListener('click', () => {
    const open = byId('rail').classList.toggle('open');
    byId('filters').setAttribute('aria-expanded', String(open));
    byId('filters').textContent = t(open ? 'filtersDone' : 'filters');
  });
  const update = () => {
    byId('counted').textContent = inNetwork() ? t('counted-network') : t('counted-view', viewName());
    legend();
    facets();
    years.update();
    byId('clear-filters').hidden = !isFiltered(store.state) && store.state.off.class.size === 0;
  };
  return { update };
}
