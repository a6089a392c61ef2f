// The panels of a link and of one statement: all the evidence for it and against it.
import { h } from '../dom.js';
import { endsOf, statementsOf } from '../model.js';
import { heading } from './heading.js';

/** The parts of the panel of a link: the statements behind it, and those that confirm or contradict them. */
export function linkPanel(page, say, link) {
  const { words, words: { t }, model } = page, [from, to] = endsOf(model, link), list = statementsOf(model, link);
  return [h('p', { class: 'eyebrow' }, t('link')),
    heading(say.thing(from.id), h('span', { class: 'arrow' }, '↓ ', say.text(words.termOf(link.label))), say.thing(to.id)),
    h('p', { class: 'names' }, say.counted(list, link)), ...evidence(page, say, list), say.further(link)];
}

/** The parts of the panel of one statement. */
export function statementPanel(page, say, s) {
  const { words, words: { t }, model } = page;
  return [h('p', { class: 'eyebrow' }, t('statement')),
    heading(model.nodes.has(s.subject) ? say.thing(s.subject) : say.text(s.subject), h('span', { class: 'arrow' }, '↓ ', say.text(words.termOf(s.predicate))),
      s.value ? say.thing(s.value) : say.text(words.period(s.time ?? ''))),
    ...evidence(page, say, [s])];
}

function evidence({ model, words: { t } }, say, list) {
  const own = new Set(list.map((s) => s.index)), others = (key) => [...new Set(list.flatMap((s) => s[key]))].filter((i) => !own.has(i)).map((i) => model.statements[i]).filter(Boolean);
  const part = (id, statements) => statements.length > 0 && h('section', { class: `evidence ${id}`, 'aria-label': t(`evidence-${id}`, statements.length) },
    h('h3', { class: 'evidence-head' }, t(`evidence-${id}`, statements.length)), say.bySource(statements, null, true));
  const [against, along] = [others('opposes'), others('supports')];
  return against.length || along.length ? [part('states', list), part('opposes', against), part('supports', along)] : say.bySource(list, null, true);
}
