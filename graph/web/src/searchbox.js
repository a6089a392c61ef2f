// A field that finds things while one types: a combobox with a list of matches.
import { bdi, byId, h } from './dom.js';
import { isPartial } from './model.js';
import { swatch } from './swatch.js';

const PAUSE = 120; // ms without a key before a server is asked

/** Makes `input` a search field with its matches in `list`; `take(node)` is called for the one chosen. */
export function createSearchBox(page, input, list, take) {
  const { words, words: { t }, model, theme, source } = page, text = (value) => bdi(words.lang, value);
  let found = [], active = -1, asking = null, timer = 0;
  function fill() {
    asking?.abort();
    clearTimeout(timer);
    if (source.whole) { show(source.find(input.value)); return; }
    if (!input.value.trim()) { show([]); return; }
    asking = new AbortController();
    const { signal } = asking;
    list.setAttribute('aria-busy', 'true'); // what was found before stays until then
    timer = setTimeout(() => source.find(input.value, signal).then((matches) => show(matches), (error) => { if (!signal.aborted) show([], t(`problem-${error.reason ?? 'away'}`)); }), PAUSE);
  }
  function show(matches, problem = null) {
    found = matches;
    list.removeAttribute('aria-busy');
    list.replaceChildren(...found.map(({ node, name }, i) => h('li', { role: 'option', id: `${list.id}-${i}`, click: () => choose(i) },
      swatch(model, theme, node.type), h('span', { class: 'name' }, text(words.nameOf(node))), h('span', { class: 'tag' }, words.classOf(node.type), !page.drawn.has(node.id) && ` · ${t('hidden')}`),
      name !== words.nameOf(node) && h('span', { class: 'more' }, text(name)))));
    const asked = input.value.trim() !== '';
    const nothing = problem ?? t(source.whole && isPartial(model) ? 'noneFile' : 'none');
    if (!found.length) list.append(h('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, nothing));
    if (asked) byId('live').textContent = found.length ? t('matches', found.length) : nothing;
    open(asked);
    mark(found.length ? 0 : -1);
  }
  function open(wanted) {
    list.hidden = !wanted;
    input.setAttribute('aria-expanded', String(wanted));
    if (!wanted) input.removeAttribute('aria-activedescendant');
  }
  function mark(i) {
    active = i;
    found.forEach((_, j) => list.children[j].setAttribute('aria-selected', String(j === i)));
    if (i < 0 || list.hidden) { input.removeAttribute('aria-activedescendant'); return; }
    input.setAttribute('aria-activedescendant', `${list.id}-${i}`);
    list.children[i].scrollIntoView({ block: 'nearest' });
  }
  function choose(i) {
    if (!found[i]) return;
    const { node } = found[i];
    asking?.abort();
    clearTimeout(timer);
    input.value = '';
    open(false);
    take(node);
  }
  input.addEventListener('input', fill);
  input.addEventListener('focus', () => { if (input.value) { input.select(); } });
  input.addEventListener('blur', () => open(false));
  list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus, and so the list, until the click
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return; // Enter first confirms what a Chinese input method offers
    if (step) {
      event.preventDefault();
      if (list.hidden) fill(); else if (found.length) mark((active + step + found.length) % found.length);
    } else if (event.key === 'Enter' && !list.hidden) choose(active);
    else if (event.key === 'Escape' && !list.hidden) { event.stopPropagation(); open(false); }
  });
}
