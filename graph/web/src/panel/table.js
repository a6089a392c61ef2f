// All things as a table: the drawing for those who cannot see or point at it.
import { button, h } from '../dom.js';
import { isPartial } from '../model.js';
import { swatch } from '../swatch.js';
import { shorten } from '../text.js';
import { heading } from './heading.js';

export function tablePanel({ words, words: { t }, model, source, theme, go, drawn }, say) {
  const order = words.collator(), groups = new Map(model.classes.map((c) => [c.name, []]));
  for (const n of model.nodes.values()) groups.get(n.type).push([n, shorten(words.nameOf(n), 160)]);
  const row = ([n, name]) => h('tr', null, h('td', null, button(() => go.node(n.id), say.text(name), !drawn.has(n.id) && h('span', { class: 'tag' }, ` · ${t('hidden')}`))),
    h('td', { class: 'num' }, String(n.said ?? n.statements.length)));
  const note = isPartial(model) ? t('tableNoteLoaded', words.number(model.nodes.size), words.number(model.totals.things)) : t('tableNote', model.nodes.size);
  return [heading(t('table')), !source.whole && h('p', null, h('a', { href: '/things' }, t('tableWhole'))), h('table', { class: 'table' }, h('caption', null, note),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('name')), h('th', { scope: 'col', class: 'num' }, t('statements')))),
    [...groups].filter(([, list]) => list.length).map(([type, list]) => h('tbody', null,
      h('tr', null, h('th', { class: 'group-head', scope: 'rowgroup', colspan: 2 }, swatch(model, theme, type), ' ', words.classOf(type))),
      list.sort((a, b) => order.compare(a[1], b[1])).map(row))))];
}
