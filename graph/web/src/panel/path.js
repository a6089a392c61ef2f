// The panel of the way between two things: two fields to choose them, and the hops in words with their sources.
import { button, h } from '../dom.js';
import { isPartial } from '../model.js';
import { createSearchBox } from '../searchbox.js';
import { heading } from './heading.js';

const MOST_IN_WORDS = 3; // statements of a hop that are written out at once

/** The parts of the panel; `ends` are two ids, '' where none is chosen. */
export function pathPanel(page, say, ends) {
  const { words: { t }, source, model } = page, [from, to] = ends, both = from && to, cut = source.whole && isPartial(model);
  const hops = both ? source.way(from, to) : null;
  return [h('p', { class: 'eyebrow' }, t('path')), heading(t('pathTitle')), h('p', { class: 'names' }, t(cut ? 'pathNoteFile' : 'pathNote')),
    field(page, 0, ends), field(page, 1, ends),
    both && swapButton(page, ends),
    both && h('p', { class: 'names', id: 'path-length' }, hops === undefined ? t('loading') : hops === null ? t(cut ? 'pathNoneFile' : 'pathNone') : hops.length ? t('pathHops', hops.length) : t('pathSame')),
    hops?.length > 0 && h('ol', { class: 'hops' }, hops.map((hop) => hopInWords(page, say, hop)))];
}

function swapButton({ words: { t }, go }, [from, to]) {
  return h('button', { class: 'plain', type: 'button', id: 'path-swap', click: () => go.path(to, from) }, t('pathSwap'));
}

function field(page, place, ends) {
  const { words, words: { t }, model, go } = page, id = place ? 'path-to' : 'path-from', node = model.nodes.get(ends[place]);
  const input = h('input', { id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': `${id}-list`, dir: 'auto', placeholder: t('searchHint') });
  const list = h('ul', { id: `${id}-list`, role: 'listbox', class: 'matches', 'aria-label': t('results'), hidden: true });
  input.value = node ? words.nameOf(node) : '';
  createSearchBox(page, input, list, (chosen) => go.path(...(place ? [ends[0], chosen.id] : [chosen.id, ends[1]])));
  return h('div', { class: 'path-field' }, h('label', { for: id }, t(place ? 'pathTo' : 'pathFromLabel')), h('div', { class: 'search' }, input, list));
}

function hopInWords(page, say, { from, to, links }) {
  const { words, words: { t }, model, go } = page, list = [...new Set(links.flatMap((l) => l.statements))].map((i) => model.statements[i]).filter(Boolean);
  const ordered = list.sort((a, b) => (a.basis !== 'actual') - (b.basis !== 'actual') || a.index - b.index), [first, rest] = [ordered.slice(0, MOST_IN_WORDS), ordered.slice(MOST_IN_WORDS)];
  const sources = (statements) => statements.map((s) => h('li', null, say.fact(s, null),
    h('p', { class: 'source' }, say.text(words.titleOf(s.document)), ` · ${t('paragraph', s.paragraph)}${s.sentence != null ? t('sentence', s.sentence) : ''}`, linkTo(say, model, s))));
  return h('li', { class: 'hop' }, h('p', { class: 'hop-ends' }, say.thing(from), ' → ', say.thing(to)),
    h('ul', null, sources(first)),
    rest.length > 0 && h('details', null, h('summary', null, t('pathMore', rest.length)), h('ul', null, sources(rest))),
    links.length > 0 && h('button', { class: 'link', type: 'button', click: () => go.link(links[0]) }, t('pathEvidence')));
}

const linkTo = (say, model, s) => { const link = say.sourceLink(model.documents[s.document]?.url); return link && [' · ', link]; };

/** The links of the way between two things, for the drawing. */
export function linksOfPath(source, [from, to]) {
  const hops = from && to ? source.way(from, to) ?? [] : [];
  return { links: new Set(hops.flatMap((hop) => hop.links)), ids: new Set(hops.flatMap((hop) => [hop.from, hop.to])) };
}
